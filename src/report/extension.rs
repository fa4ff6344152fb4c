//! What an extension of a certificate says (RFC 5280 §4.2), in the names of its document.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

use x509_parser::{
    extensions::{
        AccessDescription, AuthorityKeyIdentifier, BasicConstraints, DistributionPointName, ExtendedKeyUsage,
        GeneralName, GeneralSubtree, KeyUsage, NSCertType, ParsedExtension, PolicyInformation, ReasonFlags,
        X509Extension,
    },
    oid_registry::{Oid, asn1_rs::oid},
    x509::X509Name,
};

use super::names::Names;
use crate::{
    asn1::ber::{Reader, Tag},
    certificate::name::{Name, string},
    text::{hex, printable},
};

/// Its parts, a line each; its octets, where they are not known here or not of its form.
pub(super) fn words(extension: &X509Extension<'_>, names: &Names) -> String {
    let lines = lines(extension.parsed_extension(), names);
    let Some(lines) = lines else {
        return hex(extension.value);
    };
    // Text out of the certificate makes no line of its own.
    let lines: Vec<String> = lines.iter().map(|line| printable(line)).collect();
    lines.join("\n")
}

fn lines(parsed: &ParsedExtension<'_>, names: &Names) -> Option<Vec<String>> {
    Some(match parsed {
        ParsedExtension::AuthorityKeyIdentifier(identifier) => authority_key_identifier(identifier),
        ParsedExtension::SubjectKeyIdentifier(identifier) => vec![hex(identifier.0)],
        ParsedExtension::KeyUsage(usage) => key_usage(*usage),
        ParsedExtension::ExtendedKeyUsage(usage) => extended_key_usage(usage, names),
        ParsedExtension::BasicConstraints(constraints) => basic_constraints(constraints),
        ParsedExtension::SubjectAlternativeName(name) => general_names(&name.general_names),
        ParsedExtension::IssuerAlternativeName(name) => general_names(&name.general_names),
        ParsedExtension::CertificatePolicies(policies) => policies.iter().flat_map(|one| policy(one, names)).collect(),
        ParsedExtension::PolicyMappings(mappings) => {
            let pairs = mappings.mappings.iter();
            let line = |issuer: &Oid<'_>, subject: &Oid<'_>| {
                format!("{} = {}", names.or_dotted(issuer), names.or_dotted(subject))
            };
            pairs
                .map(|one| line(&one.issuer_domain_policy, &one.subject_domain_policy))
                .collect()
        }
        ParsedExtension::PolicyConstraints(constraints) => [
            ("requireExplicitPolicy", constraints.require_explicit_policy),
            ("inhibitPolicyMapping", constraints.inhibit_policy_mapping),
        ]
        .into_iter()
        .filter_map(|(what, skipped)| Some(format!("{what}: {}", skipped?)))
        .collect(),
        ParsedExtension::InhibitAnyPolicy(policy) => vec![policy.skip_certs.to_string()],
        ParsedExtension::NameConstraints(constraints) => {
            let permitted = subtrees("permitted", constraints.permitted_subtrees.as_deref());
            permitted
                .chain(subtrees("excluded", constraints.excluded_subtrees.as_deref()))
                .collect()
        }
        ParsedExtension::CRLDistributionPoints(points) => points
            .points
            .iter()
            .flat_map(|point| {
                let name = point
                    .distribution_point
                    .as_ref()
                    .map(|name| distribution_point(name, names));
                let issuer = point.crl_issuer.as_deref().map(general_names);
                let reasons = point
                    .reasons
                    .as_ref()
                    .map(|reasons| format!("reasons: {}", reason_flags(reasons)));
                let issuers = issuer
                    .unwrap_or_default()
                    .into_iter()
                    .map(|issuer| format!("cRLIssuer: {issuer}"));
                name.unwrap_or_default().into_iter().chain(issuers).chain(reasons)
            })
            .collect(),
        ParsedExtension::AuthorityInfoAccess(access) => {
            access.accessdescs.iter().map(|one| location(one, names)).collect()
        }
        ParsedExtension::SubjectInfoAccess(access) => {
            access.accessdescs.iter().map(|one| location(one, names)).collect()
        }
        ParsedExtension::NSCertType(kind) => vec![netscape_type(*kind)],
        ParsedExtension::NsCertComment(comment) => vec![(*comment).to_owned()],
        ParsedExtension::SCT(list) => list
            .iter()
            .map(|one| {
                format!(
                    "v{} {} ({} ms)",
                    u32::from(one.version.0) + 1,
                    hex(one.id.key_id),
                    one.timestamp
                )
            })
            .collect(),
        // Of lists of revoked certificates, or not known.
        ParsedExtension::IssuingDistributionPoint(_)
        | ParsedExtension::CRLNumber(_)
        | ParsedExtension::ReasonCode(_)
        | ParsedExtension::InvalidityDate(_)
        | ParsedExtension::UnsupportedExtension { .. }
        | ParsedExtension::ParseError { .. }
        | ParsedExtension::Unparsed => return None,
    })
}

fn authority_key_identifier(identifier: &AuthorityKeyIdentifier<'_>) -> Vec<String> {
    let key = identifier.key_identifier.as_ref().map(|key| hex(key.0));
    let issuers = identifier
        .authority_cert_issuer
        .as_deref()
        .map(general_names)
        .unwrap_or_default();
    let serial = identifier
        .authority_cert_serial
        .map(|serial| format!("serial: {}", hex(serial)));
    key.into_iter().chain(issuers).chain(serial).collect()
}

/// RFC 5280 §4.2.1.3.
fn key_usage(usage: KeyUsage) -> Vec<String> {
    let names = [
        ("digitalSignature", usage.digital_signature()),
        ("nonRepudiation", usage.non_repudiation()),
        ("keyEncipherment", usage.key_encipherment()),
        ("dataEncipherment", usage.data_encipherment()),
        ("keyAgreement", usage.key_agreement()),
        ("keyCertSign", usage.key_cert_sign()),
        ("cRLSign", usage.crl_sign()),
        ("encipherOnly", usage.encipher_only()),
        ("decipherOnly", usage.decipher_only()),
    ];
    vec![joined(names)]
}

/// RFC 5280 §4.2.1.12.
fn extended_key_usage(usage: &ExtendedKeyUsage<'_>, names: &Names) -> Vec<String> {
    let known = joined([
        ("anyExtendedKeyUsage", usage.any),
        ("serverAuth", usage.server_auth),
        ("clientAuth", usage.client_auth),
        ("codeSigning", usage.code_signing),
        ("emailProtection", usage.email_protection),
        ("timeStamping", usage.time_stamping),
        ("OCSPSigning", usage.ocsp_signing),
    ]);
    let others = usage.other.iter().map(|purpose| names.or_dotted(purpose));
    let all: Vec<String> = Some(known)
        .filter(|known| !known.is_empty())
        .into_iter()
        .chain(others)
        .collect();
    vec![all.join(", ")]
}

/// In the words of OpenSSL's configuration.
fn netscape_type(kind: NSCertType) -> String {
    joined([
        ("client", kind.ssl_client()),
        ("server", kind.ssl_server()),
        ("email", kind.smime()),
        ("objsign", kind.object_signing()),
        ("sslCA", kind.ssl_ca()),
        ("emailCA", kind.smime_ca()),
        ("objCA", kind.object_signing_ca()),
    ])
}

/// RFC 5280 §4.2.1.9, as OpenSSL writes it.
fn basic_constraints(constraints: &BasicConstraints) -> Vec<String> {
    let ca = if constraints.ca { "CA:TRUE" } else { "CA:FALSE" };
    let length = constraints
        .path_len_constraint
        .map(|length| format!("pathlen:{length}"));
    vec![
        std::iter::once(ca.to_owned())
            .chain(length)
            .collect::<Vec<_>>()
            .join(", "),
    ]
}

/// RFC 5280 §4.2.1.4: the policy, and where it is written or what is to be shown.
fn policy(policy: &PolicyInformation<'_>, names: &Names) -> Vec<String> {
    let qualifiers = policy.policy_qualifiers.iter().flatten().map(|one| {
        let (cps, user_notice) = (oid!(1.3.6.1.5.5.7.2.1), oid!(1.3.6.1.5.5.7.2.2));
        let (what, words) = if one.policy_qualifier_id == cps {
            ("CPS".to_owned(), text(one.qualifier))
        } else if one.policy_qualifier_id == user_notice {
            ("userNotice".to_owned(), notice(one.qualifier))
        } else {
            (names.or_dotted(&one.policy_qualifier_id), None)
        };
        format!("{what}: {}", words.unwrap_or_else(|| hex(one.qualifier)))
    });
    std::iter::once(names.or_dotted(&policy.policy_id))
        .chain(qualifiers)
        .collect()
}

/// The explicitText of a UserNotice, which stands behind everything else.
fn notice(qualifier: &[u8]) -> Option<String> {
    let mut parts = Reader::new(qualifier).expect(Tag::SEQUENCE).ok()?.reader().ok()?;
    let mut last = None;
    while !parts.is_empty() {
        last = Some(parts.next().ok()?.whole);
    }
    text(last?)
}

/// A character string, whichever it is.
fn text(element: &[u8]) -> Option<String> {
    let element = Reader::new(element).next().ok()?;
    string(&element).map(Cow::into_owned)
}

fn subtrees<'a>(what: &'a str, subtrees: Option<&'a [GeneralSubtree<'a>]>) -> impl Iterator<Item = String> + 'a {
    let subtrees = subtrees.unwrap_or_default().iter();
    subtrees.map(move |subtree| format!("{what}: {}", general_name(&subtree.base)))
}

fn distribution_point(name: &DistributionPointName<'_>, names: &Names) -> Vec<String> {
    match name {
        DistributionPointName::FullName(full) => general_names(full),
        DistributionPointName::NameRelativeToCRLIssuer(name) => {
            let parts = name.iter().map(|part| {
                let value = part.as_str().map_or_else(|_| hex(part.as_slice()), str::to_owned);
                format!("{}={value}", names.or_dotted(part.attr_type()))
            });
            vec![parts.collect::<Vec<_>>().join("+")]
        }
    }
}

fn reason_flags(reasons: &ReasonFlags) -> String {
    joined([
        ("keyCompromise", reasons.key_compromise()),
        ("cACompromise", reasons.ca_compromise()),
        ("affiliationChanged", reasons.affilation_changed()),
        ("superseded", reasons.superseded()),
        ("cessationOfOperation", reasons.cessation_of_operation()),
        ("certificateHold", reasons.certificate_hold()),
        ("privilegeWithdrawn", reasons.privelege_withdrawn()),
        ("aACompromise", reasons.aa_compromise()),
    ])
}

fn location(access: &AccessDescription<'_>, names: &Names) -> String {
    let method = names.or_dotted(&access.access_method);
    // As its document has it, without the name of its arc.
    let method = method.strip_prefix("id-ad-").unwrap_or(&method);
    format!("{method}: {}", general_name(&access.access_location))
}

fn general_names(names: &[GeneralName<'_>]) -> Vec<String> {
    names.iter().map(general_name).collect()
}

/// RFC 5280 §4.2.1.6, with OpenSSL's words before it.
fn general_name(name: &GeneralName<'_>) -> String {
    match name {
        GeneralName::OtherName(kind, value) => format!("otherName: {} {}", kind.to_id_string(), other_name(value)),
        GeneralName::RFC822Name(address) => format!("email: {address}"),
        GeneralName::DNSName(name) => format!("DNS: {name}"),
        GeneralName::DirectoryName(name) => format!("dirName: {}", directory_name(name)),
        GeneralName::URI(address) => format!("URI: {address}"),
        GeneralName::IPAddress(octets) => format!("IP: {}", ip_address(octets)),
        GeneralName::RegisteredID(id) => format!("registeredID: {}", id.to_id_string()),
        GeneralName::X400Address(any) => format!("x400Address: {}", hex(any.data)),
        GeneralName::EDIPartyName(any) => format!("ediPartyName: {}", hex(any.data)),
        GeneralName::Invalid(tag, octets) => format!("[{}]: {}", tag.0, hex(octets)),
    }
}

/// A value in `[0] EXPLICIT`: Microsoft's userPrincipalName is a text.
fn other_name(value: &[u8]) -> String {
    let inner = Reader::new(value).expect(Tag::context(0)).ok();
    let inner = inner.map_or(value, |explicit| explicit.content);
    text(inner).unwrap_or_else(|| hex(inner))
}

/// RFC 4514, as everywhere here.
fn directory_name(name: &X509Name<'_>) -> String {
    let read = Reader::new(name.as_raw())
        .expect(Tag::SEQUENCE)
        .and_then(|name| Name::read(&name));
    read.map_or_else(|_| hex(name.as_raw()), |name| name.text)
}

/// An address, or a range of them as in nameConstraints: address and mask.
fn ip_address(octets: &[u8]) -> String {
    if let Ok(four) = <[u8; 4]>::try_from(octets) {
        Ipv4Addr::from(four).to_string()
    } else if let Ok(sixteen) = <[u8; 16]>::try_from(octets) {
        Ipv6Addr::from(sixteen).to_string()
    } else {
        match octets.split_at_checked(octets.len() / 2) {
            Some((address, mask)) if matches!(octets.len(), 8 | 32) => {
                format!("{}/{}", ip_address(address), ip_address(mask))
            }
            _ => hex(octets),
        }
    }
}

/// The names of those that are set.
fn joined<const N: usize>(names: [(&str, bool); N]) -> String {
    let set = names.into_iter().filter_map(|(name, is_set)| is_set.then_some(name));
    set.collect::<Vec<_>>().join(", ")
}
