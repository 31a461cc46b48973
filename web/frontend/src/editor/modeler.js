// bpmn-js put together: the stock modules, the Camunda 7 dialect, the minimap and our own panel.
import Modeler from "bpmn-js/lib/Modeler";
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  CamundaPlatformPropertiesProviderModule,
} from "bpmn-js-properties-panel";
import camunda from "camunda-bpmn-moddle/resources/camunda.json";
import CamundaBehaviors from "camunda-bpmn-js-behaviors/lib/camunda-platform";
import Minimap from "diagram-js-minimap";
import { readersLabels } from "./labels.js";
import menus from "./menus.js";
import panel from "./panel/provider.js";

export function makeModeler({ canvas, properties, translate, choices, language }) {
  return new Modeler({
    container: canvas,
    propertiesPanel: { parent: properties },
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      CamundaPlatformPropertiesProviderModule,
      CamundaBehaviors,
      Minimap,
      menus,
      panel,
      readersLabels(language),
      { translate: ["value", translate], choices: ["value", choices] },
    ],
    moddleExtensions: { camunda },
  });
}
