//! Tokens of programs.

use crate::world::World;
use bodies::Action;
use identity::NewToken;
use kernel::Clock;
use store::params;

testkit::both_databases! {
    async fn a_token_is_a_program_of_one_body_until_it_is_revoked(db: TestDb) {
        let world = World::demo(db).await;
        let new = NewToken {
            body: world.borgo.id, label: "Gestionale".to_owned(), actions: vec![Action::SeeQueue, Action::ReadCase],
            created_by: None, expires_at: None,
        };
        let (id, text) = world.identity.create_token(&new).await.unwrap();
        let mut program = world.browser();
        let bearer = format!("Bearer {text}");
        assert_eq!(program.get_with("/api/v1/borgo/chi", "authorization", &bearer).await.body, "token  it");
        // Pages are for people: the header means nothing there.
        assert_eq!(program.get_with("/borgo/chi", "authorization", &bearer).await.body, "nobody  it");
        assert_eq!(program.get("/api/v1/borgo/chi").await.body, "nobody  it");
        for wrong in ["Bearer sportello_x", "Bearer ", "Bearer nothing"] {
            let refused = program.get_with("/api/v1/borgo/chi", "authorization", wrong).await;
            assert_eq!(refused.status, 401, "{wrong}");
            assert_eq!(refused.headers["content-type"], "application/problem+json");
        }
        let rows = world.db.store.query("select label from api_tokens where label like $1", params![format!("%{text}%")]).await.unwrap();
        assert!(rows.is_empty());
        let listed = world.identity.tokens(world.borgo.id).await.unwrap();
        assert_eq!((listed.len(), listed[0].id, listed[0].actions.clone()), (1, id, new.actions.clone()));
        assert!(world.identity.tokens(world.valle.id).await.unwrap().is_empty());
        assert!(world.identity.revoke_token(world.valle.id, id).await.is_err());
        world.identity.revoke_token(world.borgo.id, id).await.unwrap();
        assert_eq!(program.get_with("/api/v1/borgo/chi", "authorization", &bearer).await.status, 401);
        assert!(world.identity.revoke_token(world.borgo.id, id).await.is_err());
    }

    async fn a_token_ends_when_it_was_told_to(db: TestDb) {
        let world = World::demo(db).await;
        let new = NewToken {
            body: world.borgo.id, label: "Prova".to_owned(), actions: vec![Action::SeeQueue],
            created_by: None, expires_at: Some(world.clock.now().plus_seconds(60)),
        };
        let (_, text) = world.identity.create_token(&new).await.unwrap();
        let mut program = world.browser();
        let bearer = format!("Bearer {text}");
        assert_eq!(program.get_with("/api/v1/borgo/chi", "authorization", &bearer).await.status, 200);
        world.clock.advance_seconds(60);
        assert_eq!(program.get_with("/api/v1/borgo/chi", "authorization", &bearer).await.status, 401);
    }
}
