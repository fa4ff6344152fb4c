//! The services a terminal connects to and the hosts that renew their certificates: data, not code.
//!
//! A renewal goes to the auth host that belongs to the connect host, as both native clients have it. Of services that are newer than the
//! vendor's notice the auth host is not known: whoever renews names it. No host of the hybrid service is known at all.

use serde::Serialize;

use crate::language::Name;

/// One service in one environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// The service.
    pub service: ServiceId,
    /// Its name for people.
    pub name: Name,
    /// The environment.
    pub environment: Environment,
    /// The host that a client connects to.
    pub connect_host: &'static str,
    /// The host that renews certificates; `null` where it is not known.
    pub auth_host: Option<&'static str>,
    /// The URL of the renewal request; `null` where the host is not known.
    pub endpoint: Option<&'static str>,
}

/// A service of ORCAMO Cloud that is entered with a client certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum ServiceId {
    /// 日レセクラウド, medical billing.
    Orca,
    /// WebORCAクラウド版, medical billing in the browser.
    Weborca,
    /// WebQKANクラウド版, care billing, called 給管帳クラウド until 2023.
    Qkn,
    /// 医見書, doctors' opinion letters.
    Ikn,
}

/// Where a service runs; `gl` is the line of the older network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Environment {
    /// Production.
    Production,
    /// Production, gl hosts.
    ProductionGl,
    /// Staging.
    Staging,
    /// Staging, gl hosts.
    StagingGl,
    /// Test.
    Test,
    /// Demo.
    Demo,
}

macro_rules! service {
    ($service:ident, $environment:ident, $connect:literal) => {
        Service {
            service: ServiceId::$service,
            name: ServiceId::$service.name(),
            environment: Environment::$environment,
            connect_host: $connect,
            auth_host: None,
            endpoint: None,
        }
    };
    ($service:ident, $environment:ident, $connect:literal, $auth:literal) => {
        Service {
            service: ServiceId::$service,
            name: ServiceId::$service.name(),
            environment: Environment::$environment,
            connect_host: $connect,
            auth_host: Some($auth),
            endpoint: Some(concat!("https://", $auth, "/api/cert")),
        }
    };
}

/// Every service whose connect host is known.
pub const SERVICES: &[Service] = &[
    service!(Orca, Production, "sms.orca.orcamo.jp", "auth.cmo.orcamo.jp"),
    service!(Orca, ProductionGl, "sms.glorca.orcamo.jp", "auth.glcmo.orcamo.jp"),
    service!(Orca, Staging, "sms-stg.orca.orcamo.jp", "auth-stg.cmo.orcamo.jp"),
    service!(Orca, StagingGl, "sms-stg.glorca.orcamo.jp", "auth-stg.glcmo.orcamo.jp"),
    service!(Orca, Test, "sms-test.orca.orcamo.jp", "cmo-auth-test.orca.orcamo.jp"),
    service!(Orca, Demo, "sms.orca-ng.org", "auth.orca-ng.org"),
    service!(Weborca, Production, "weborca.cloud.orcamo.jp"),
    service!(Weborca, Demo, "demo-weborca.cloud.orcamo.jp"),
    service!(Qkn, Production, "sms.qkn.orcamo.jp", "auth.cmo.orcamo.jp"),
    service!(Qkn, ProductionGl, "sms.glqkn.orcamo.jp", "auth.glcmo.orcamo.jp"),
    service!(Qkn, Staging, "sms-stg.qkn.orcamo.jp", "auth-stg.cmo.orcamo.jp"),
    service!(Qkn, StagingGl, "sms-stg.glqkn.orcamo.jp", "auth-stg.glcmo.orcamo.jp"),
    service!(Qkn, Demo, "sms.qkn.orca-ng.org", "auth.orca-ng.org"),
    service!(Ikn, Production, "sms.ikn.orcamo.jp", "auth.cmo.orcamo.jp"),
    service!(Ikn, ProductionGl, "sms.glikn.orcamo.jp", "auth.glcmo.orcamo.jp"),
    service!(Ikn, Staging, "sms-stg.ikn.orcamo.jp", "auth-stg.cmo.orcamo.jp"),
    service!(Ikn, StagingGl, "sms-stg.glikn.orcamo.jp", "auth-stg.glcmo.orcamo.jp"),
    service!(Ikn, Demo, "sms.ikn.orca-ng.org", "auth.orca-ng.org"),
];

impl ServiceId {
    const fn name(self) -> Name {
        match self {
            Self::Orca => Name {
                ja: "日レセクラウド",
                en: "ORCA Cloud (medical billing)",
            },
            Self::Weborca => Name {
                ja: "WebORCAクラウド版",
                en: "WebORCA Cloud (medical billing in the browser)",
            },
            Self::Qkn => Name {
                ja: "WebQKANクラウド版（旧 給管帳クラウド）",
                en: "WebQKAN Cloud (care billing; formerly Kyukancho Cloud)",
            },
            Self::Ikn => Name {
                ja: "医見書",
                en: "Ikensho (doctors' opinion letters)",
            },
        }
    }
}
