// @ts-check
// Where the renewal goes: what config.json says of it, and the service where the user is to choose one.

import { failureWords } from "../../certificate/words.js";
import { data } from "../../common/data.js";
import { element } from "../../common/element.js";
import { lacksAuthHost } from "../configuration.js";

/** @typedef {import("../../certificate/core.js").Service} Service */
/** @typedef {import("../configuration.js").Configuration} Configuration */
/** @typedef {import("../../certificate/words.js").ViewContext} ViewContext */

/** @param {Configuration} configuration @param {ViewContext} context */
export function configurationProblem(configuration, context) {
  if (configuration.status !== "broken" || configuration.failure.code !== "broken-config") return null;
  const { sentence, next } = failureWords(configuration.failure, context);
  return element(
    "div",
    { class: "warning", "data-testid": "config-error", "data-code": configuration.failure.code },
    element("p", { class: "strong" }, sentence),
    element("p", {}, next),
  );
}

/** @param {Configuration} configuration @param {ViewContext} context */
export function serviceChoice(configuration, context) {
  if (configuration.status !== "ready" || configuration.services.length === 0) return null;
  const { t } = context;
  const { services, service, config } = configuration;
  const usual =
    config.endpoint === null ? t("service.choose") : t("service.usual", { host: data(new URL(config.endpoint).host) });
  return element(
    "div",
    { class: "service" },
    element("label", { for: "service" }, t("service.label")),
    element(
      "select",
      { id: "service", "data-action": "choose-service", "data-testid": "service" },
      element("option", { value: "", selected: service === null }, usual),
      ...groups(services).map((group) => optionGroup(group, service, context)),
    ),
    lacksAuthHost(configuration) && element("label", { for: "auth-host" }, t("service.auth-host")),
    lacksAuthHost(configuration) &&
      element("input", {
        type: "text",
        id: "auth-host",
        value: configuration.authHost,
        inputmode: "url",
        autocomplete: "off",
        autocapitalize: "none",
        spellcheck: "false",
        placeholder: "auth.example.jp",
        "data-testid": "auth-host",
        "aria-describedby": "auth-host-hint",
      }),
    lacksAuthHost(configuration) && element("p", { class: "hint", id: "auth-host-hint" }, t("service.auth-host-hint")),
  );
}

/** @param {Service[]} services */
function groups(services) {
  const numbered = services.map((one, place) => ({ ...one, place }));
  return [...new Set(services.map((one) => one.service))].map((id) => numbered.filter((one) => one.service === id));
}

/**
 * @param {(Service & { place: number })[]} services of one kind
 * @param {number | null} chosen
 * @param {ViewContext} context
 */
function optionGroup(services, chosen, { t, language }) {
  const options = services.map(({ place, environment, connectHost }) =>
    element(
      "option",
      { value: String(place), selected: place === chosen },
      t("service.option", { environment: t(`environment.${environment}`), host: data(connectHost) }),
    ),
  );
  return element("optgroup", { label: services[0]?.name[language] ?? "" }, ...options);
}
