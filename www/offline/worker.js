// @ts-check
// The script of a worker that reads files: it carries the script of the module, whose code the page hands over.

import { work } from "../check/many/worker.js";
import mainScript from "../module/orcamo_cert.js?fresh";
import { carryScript } from "./carried.js";

carryScript("module/orcamo_cert.js", mainScript);

work();
