// @ts-check
// The first script of the page that does something.

import { startPage } from "./page/page.js";

startPage();
