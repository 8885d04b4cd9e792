//! A scope as SQL, over the table `cases` under its own name.

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
}
