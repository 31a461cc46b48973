"""`python3 run_engine.py …` ends here."""

from cli.main import run

if __name__ == "__main__":
    run()
