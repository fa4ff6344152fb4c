//! The words of a reminder, in both languages.

use crate::calendar::LocalDateTime;
use crate::{calendar::Timestamp, language::Language, text::printable};

/// What an event is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occasion {
    /// The day on which it can be renewed.
    Opening,
    /// A calendar month before the day on which it expires; where that month is too short, its last day.
    MonthBefore,
    /// Seven days before the day on which it expires.
    WeekBefore,
}

/// What the words are about.
pub(super) struct EventFacts<'a> {
    pub(super) common_name: Option<&'a str>,
    pub(super) opens_on: LocalDateTime,
    pub(super) not_after: LocalDateTime,
    /// The first second of the day on which they are read.
    pub(super) day: Timestamp,
}

/// The title of an event.
pub(super) fn summary(occasion: Occasion, facts: &EventFacts<'_>, language: Language) -> String {
    let title = match (language, occasion) {
        (Language::Japanese, Occasion::Opening) => "クライアント証明書を更新できます：",
        (Language::Japanese, Occasion::MonthBefore) => "クライアント証明書の有効期限まで1か月：",
        (Language::Japanese, Occasion::WeekBefore) => "クライアント証明書の有効期限まで1週間：",
        (Language::English, Occasion::Opening) => "Client certificate can be renewed: ",
        (Language::English, Occasion::MonthBefore) => "Client certificate expires in a month: ",
        (Language::English, Occasion::WeekBefore) => "Client certificate expires in a week: ",
    };
    title.to_owned() + &name(facts, language)
}

/// Which certificate, until when, and what to do on that day.
pub(super) fn description(facts: &EventFacts<'_>, language: Language) -> String {
    let phrases = match language {
        Language::Japanese => &JAPANESE,
        Language::English => &ENGLISH,
    };
    let Phrases {
        certificate,
        expiry,
        opening: [before, after],
        ..
    } = phrases;
    let not_after = moment(facts.not_after, language);
    let mut text = format!("{certificate}{}{expiry}{not_after}\n", name(facts, language));
    let opens = facts.opens_on.day();
    if opens >= facts.day {
        text += &format!("{before}{}{after}", moment(facts.opens_on, language));
    }
    text += if opens > facts.day { phrases.wait } else { phrases.renew };
    text += phrases.end;
    text
}

struct Phrases {
    certificate: &'static str,
    expiry: &'static str,
    /// Around the instant.
    opening: [&'static str; 2],
    wait: &'static str,
    renew: &'static str,
    end: &'static str,
}

const JAPANESE: Phrases = Phrases {
    certificate: "証明書（CN）：",
    expiry: "\n有効期限：",
    opening: ["", "から更新できます。"],
    wait: "それまでお待ちください。",
    renew: "この証明書を使っているブラウザで更新のページを開き、「更新」を押してください。すでに更新した場合は、何もする必要はありません。",
    end: "有効期限を過ぎると更新できなくなり、すべてのサービスが使えなくなります。",
};

const ENGLISH: Phrases = Phrases {
    certificate: "Certificate (CN): ",
    expiry: "\nExpires: ",
    opening: ["It can be renewed from ", ". "],
    wait: "Wait until then. ",
    renew: "Open the renewal page in the browser that uses this certificate and press “Renew”. If it has been renewed already, nothing needs to be done. ",
    end: "Once it has expired, it can no longer be renewed and every service stops.",
};

fn name(facts: &EventFacts<'_>, language: Language) -> String {
    let none = match language {
        Language::Japanese => "CNなし",
        Language::English => "no CN",
    };
    facts.common_name.map_or_else(|| none.to_owned(), printable)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "2029年11月22日 23:59 (UTC+09:00)": whoever reads it elsewhere knows what is meant.
fn moment(local: LocalDateTime, language: Language) -> String {
    let [century, year, month, day, hour, minute, _] = local.shown.numbers();
    let offset = local.offset();
    match language {
        Language::Japanese => format!("{century:02}{year:02}年{month}月{day}日 {hour:02}:{minute:02} ({offset})"),
        Language::English => {
            let month = MONTHS.get(usize::from(month) - 1).unwrap_or(&"");
            format!("{day} {month} {century:02}{year:02} {hour:02}:{minute:02} ({offset})")
        }
    }
}
