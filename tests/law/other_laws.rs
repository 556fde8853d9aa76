//! The data model carries other laws, too: their rows of the vectors file pass with nothing but settings.
//!
//! These regimes are not shipped: their texts have not been confirmed, and their places have no calendar. The rows used
//! here fall on no holiday, or on a law that does not look at holidays.

use rightsdesk::config::{calendars, regimes};
use rightsdesk::domain::clock::{Extension, History, Place, Terms, reckon};
use rightsdesk::domain::regime::{CarefulRule, NoticeRule, PauseRule, Regime, StartRule, Unit};
use rightsdesk::domain::right::Right;

use super::scenes::{Vector, at};

fn law(base: (u32, Unit), extended: Option<u32>) -> Regime {
    let uk = regimes::shipped().unwrap().swap_remove(0);
    Regime {
        base_n: base.0,
        base_unit: base.1,
        ext_total_n: extended,
        ext_unit: extended.map(|_| base.1),
        ext_notice_rule: extended.map(|_| NoticeRule::WithinFirstPeriod),
        start_rule: StartRule::AtReceipt,
        pause_rule: PauseRule::None,
        careful_rule: CarefulRule::NoRoll,
        roll: false,
        ..uk
    }
}

fn regime_of(row: &str) -> Option<(Regime, chrono_tz::Tz)> {
    use chrono_tz::{Africa, America, Asia, Australia, Europe};
    Some(match row {
        "US_CA_CCPA" => (law((45, Unit::Day), Some(90)), America::Los_Angeles),
        "US_CA_CCPA_ACK" => (law((10, Unit::BusinessDay), None), America::Los_Angeles),
        "US_CA_CCPA_OPTOUT" => (law((15, Unit::BusinessDay), None), America::Los_Angeles),
        "BR_LGPD" => (law((15, Unit::Day), None), America::Sao_Paulo),
        "CA_PIPEDA" => (law((30, Unit::Day), Some(60)), America::Toronto),
        "CA_QC_LAW25" => (law((30, Unit::Day), None), America::Toronto),
        "CH_FADP" => (law((30, Unit::Day), None), Europe::Zurich),
        "AU_APP12" => (law((30, Unit::Day), None), Australia::Sydney),
        "SG_PDPA" => (law((30, Unit::Day), None), Asia::Singapore),
        "ZA_PAIA" => (law((30, Unit::Day), Some(60)), Africa::Johannesburg),
        "IN_DPDP_GRIEVANCE" => (law((90, Unit::Day), None), Asia::Kolkata),
        "US_VA" => (law((45, Unit::Day), Some(90)), America::New_York),
        "US_CO" => (law((45, Unit::Day), Some(90)), America::Denver),
        "US_TX" => (law((45, Unit::Day), Some(90)), America::Chicago),
        "US_IA" => (law((90, Unit::Day), Some(135)), America::Chicago),
        _ => return None,
    })
}

#[test]
fn the_rows_of_other_laws_pass_with_settings_alone() {
    let calendar = &calendars::shipped().unwrap()["uk-bank-holidays"];
    let mut passed = 0;
    for row in Vector::all() {
        let Some((regime, zone)) = regime_of(row.text("regime")) else { continue };
        regime.check().unwrap();
        let terms = Terms { regime: &regime, calendar, place: Place::EnglandAndWales, zone };
        let extension = row.extended_at().map(|sent| Extension { at: at(sent), reason: None });
        let history = History { extension, ..History::new(at(row.text("received_at"))) };
        let sum = reckon(&history, Right::Access, &terms).unwrap();
        let id = row.text("id");
        assert_eq!(sum.first_due, row.date("expected_due_date"), "{id}");
        assert_eq!(sum.extended_due, row.date("expected_extended_due_date"), "{id}");
        assert_eq!(sum.deadline, row.some("deadline_end_utc").map(at), "{id}");
        assert!(sum.explanation.iter().all(|step| !step.words.contains("month")), "{id}: {:#?}", sum.explanation);
        passed += 1;
    }
    assert_eq!(passed, 16);
}
