// @ts-check
// The words of the page that is one file, in the place of those that other pages have by the same keys.

/** @type {Record<string, string>} */
export default {
  "page.title": "Check client certificates",
  "page.about": "See when an ORCAMO client certificate expires. It works without the internet, and does not renew.",
  "reason.reminder-window.next":
    "In the browser that uses this certificate, open the page for renewal (“Check and renew client certificates”) and renew it. After {renewBy} it can no longer be renewed and every service stops.",
  "reason.renewal-window.next":
    "When it suits you, open the page for renewal (“Check and renew client certificates”) in the browser that uses this certificate, and renew it. The deadline is {renewBy}.",
};
