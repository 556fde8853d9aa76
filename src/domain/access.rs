//! Who may do what: staff roles × permissions as one table.

use serde::{Deserialize, Serialize};

/// A staff role. One person has one role; the lowest that does the job is the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers people and gathers data.
    Handler,
    /// Looks at findings with a second pair of eyes and approves.
    Reviewer,
    /// Decides what only the data protection lead may decide.
    Dpo,
    /// Manages staff and settings; sees cases like a handler.
    Admin,
    /// Reads, and changes nothing.
    Auditor,
}

/// Something that staff may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// See queues and cases.
    SeeCases,
    /// Assign, note, reply, start gathering, record identity and answers.
    HandleCases,
    /// Decide findings: leave out or include.
    ReviewFindings,
    /// Approve a disclosure or a plan; release it.
    Approve,
    /// Refuse a request or extend its limit.
    DecideLimits,
    /// Decide a complaint and send its outcome.
    DecideComplaints,
    /// Waive the identity check with a reason.
    WaiveIdentity,
    /// Revoke or renew a delivered package.
    ManageDelivery,
    /// Read the whole case log and verify its chain.
    ReadLog,
    /// Hand a case over as evidence, with its letters and its log.
    MakeEvidence,
    /// Write a company's own wording of its letters.
    WriteWordings,
    /// Change companies' settings and put their policies in force.
    WriteCompanies,
    /// Say where the systems of a shop are.
    ConnectSystems,
    /// Add, change and disable staff.
    ManageStaff,
}

impl Permission {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 14] = [
        Self::SeeCases,
        Self::HandleCases,
        Self::ReviewFindings,
        Self::Approve,
        Self::DecideLimits,
        Self::DecideComplaints,
        Self::WaiveIdentity,
        Self::ManageDelivery,
        Self::ReadLog,
        Self::MakeEvidence,
        Self::WriteWordings,
        Self::WriteCompanies,
        Self::ConnectSystems,
        Self::ManageStaff,
    ];

    /// The roles that have it. This is the table.
    pub const fn roles(self) -> &'static [Role] {
        use Role::{Admin, Auditor, Dpo, Handler, Reviewer};
        match self {
            Self::SeeCases => &[Handler, Reviewer, Dpo, Admin, Auditor],
            Self::HandleCases => &[Handler, Reviewer, Dpo, Admin],
            Self::ReviewFindings | Self::ManageDelivery => &[Handler, Reviewer, Dpo],
            Self::Approve | Self::DecideLimits | Self::DecideComplaints => &[Reviewer, Dpo],
            Self::WaiveIdentity => &[Dpo],
            Self::ReadLog => &[Dpo, Admin, Auditor],
            Self::MakeEvidence | Self::WriteWordings | Self::WriteCompanies => &[Dpo, Admin],
            Self::ConnectSystems | Self::ManageStaff => &[Admin],
        }
    }

    /// Who has it, in words: "reviewer or a data protection officer".
    pub fn holders(self) -> String {
        let names: Vec<String> = self.roles().iter().map(|role| role.name().to_lowercase()).collect();
        names.join(" or a ")
    }

    /// What it lets somebody do, to complete "For this you need to be allowed to …".
    pub const fn words(self) -> &'static str {
        match self {
            Self::SeeCases => "see cases",
            Self::HandleCases => "handle cases",
            Self::ReviewFindings => "decide findings",
            Self::Approve => "approve",
            Self::DecideLimits => "refuse or extend",
            Self::DecideComplaints => "decide complaints",
            Self::WaiveIdentity => "waive the identity check",
            Self::ManageDelivery => "renew or revoke a delivery",
            Self::ReadLog => "read the case log",
            Self::MakeEvidence => "make evidence of a case",
            Self::WriteWordings => "write the wording of letters",
            Self::WriteCompanies => "set companies up",
            Self::ConnectSystems => "connect systems",
            Self::ManageStaff => "manage staff",
        }
    }
}

impl Role {
    /// All roles, the narrowest first.
    pub const ALL: [Self; 5] = [Self::Handler, Self::Reviewer, Self::Dpo, Self::Admin, Self::Auditor];

    /// Whether this role has a permission.
    pub fn may(self, permission: Permission) -> bool {
        permission.roles().contains(&self)
    }

    /// The stored name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Handler => "handler",
            Self::Reviewer => "reviewer",
            Self::Dpo => "dpo",
            Self::Admin => "admin",
            Self::Auditor => "auditor",
        }
    }

    /// Reads [`Role::code`] back.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The name people see.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Handler => "Handler",
            Self::Reviewer => "Reviewer",
            Self::Dpo => "Data protection lead",
            Self::Admin => "Administrator",
            Self::Auditor => "Auditor",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_auditor_changes_nothing() {
        let allowed: Vec<_> = Permission::ALL.into_iter().filter(|p| Role::Auditor.may(*p)).collect();
        assert_eq!(allowed, [Permission::SeeCases, Permission::ReadLog]);
    }

    #[test]
    fn only_the_data_protection_lead_waives_identity() {
        assert_eq!(Permission::WaiveIdentity.roles(), [Role::Dpo]);
    }

    #[test]
    fn every_permission_is_held_by_somebody_and_codes_read_back() {
        assert!(Permission::ALL.iter().all(|p| !p.roles().is_empty()));
        assert!(Role::ALL.iter().all(|r| Role::parse(r.code()) == Some(*r)));
    }
}
