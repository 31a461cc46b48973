from tests.engine.commands.conftest import handlers, instance_id, runtime, told  # noqa: F401
