//! Where a test takes place.

use crate::{Browser, Deployment, Family, Setup, Site, Visitor};
use std::fmt;

/// A browser, and how page and authority are served to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scene {
    /// The browser.
    pub family: Family,
    /// How page and authority are served.
    pub deployment: Deployment,
}

impl Scene {
    /// This browser in this deployment.
    #[must_use]
    pub const fn new(family: Family, deployment: Deployment) -> Self {
        Self { family, deployment }
    }

    /// The site of this deployment.
    #[must_use]
    pub fn site(self) -> Site {
        Site::start(Setup {
            deployment: self.deployment,
            ..Setup::default()
        })
    }

    /// A visitor on the page of this deployment. The site comes first, so that the browser ends before it.
    #[must_use]
    pub fn visit(self, visitor: &Visitor<'_>) -> (Site, Browser) {
        let site = self.site();
        let browser = Browser::visit(self.family, &site, visitor);
        (site, browser)
    }
}

impl fmt::Display for Scene {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let deployment = match self.deployment {
            Deployment::SameOrigin => "same origin",
            Deployment::CrossOrigin => "cross origin",
            Deployment::AuthorityAlone => "no nginx",
        };
        write!(formatter, "{:?}, {deployment}", self.family)
    }
}
