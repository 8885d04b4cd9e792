//! A scope as SQL, over the tables `cases` and `register_entries` under their own names.

use store::Sql;

use super::Scope;

impl Scope {
    /// The predicate of the cases in the scope, in parentheses: `Sql::new("select … from cases where ").append(scope.case_predicate())`.
    pub fn case_predicate(&self) -> Sql {
        if self.is_empty() {
            return Sql::new("(1 = 0)");
        }
        let here = Sql::new("(").push("cases.body_id = ", self.body);
        if self.whole {
            return here.raw(")");
        }
        let here = here.list(" and (cases.office_id in ", self.offices.iter().copied());
        let here = match self.own {
            None => here,
            Some((account, level)) => here
                .push(" or (cases.account_id = ", account)
                .push(" and cases.min_read_level <= ", level)
                .raw(")"),
        };
        here.raw("))")
    }

    /// The predicate of the register entries in the scope, in parentheses: an entry is of the office that works its case,
    /// and an entry without a case is of the body as a whole.
    pub fn register_predicate(&self) -> Sql {
        if self.whole {
            return Sql::new("(")
                .push("register_entries.body_id = ", self.body)
                .raw(")");
        }
        Sql::new("exists (select 1 from cases where cases.id = register_entries.case_id and ")
            .append(self.case_predicate())
            .raw(")")
    }
}
