// @ts-check
// The script of a worker that reads files.

import { work } from "./check/many/worker.js";

work();
