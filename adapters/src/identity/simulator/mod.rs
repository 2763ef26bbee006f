//! An identity provider for trials and tests: a real one by the standard, with people one may pick and faults on demand.

mod page;

use std::{collections::HashMap, sync::Arc};

use axum::{
    Form, Json, Router,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use base::{Clock, Ids};
use base64::{Engine as _, prelude::BASE64_STANDARD, prelude::BASE64_URL_SAFE_NO_PAD};
use openidconnect::{
    JsonWebKeyId, PrivateSigningKey as _,
    core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm},
};
use parking_lot::Mutex;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::people::{People, TrialPerson};

/// Where it is served, below the address of the simulators.
pub const PATH: &str = "/identity";
/// The site it knows.
pub const CLIENT: &str = "tinhso";
/// The secret of that site; everybody knows it.
pub const SECRET: &str = "trial";

/// What goes wrong, on demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// It never answers.
    Slow,
    /// It answers that it is down.
    Down,
    /// The token is signed with a key that is not its own.
    Signature,
    /// The token answers another sign-in.
    Nonce,
    /// The token is for another site.
    Audience,
    /// The token ended an hour ago.
    Expired,
    /// The token names another issuer.
    Issuer,
    /// The code was redeemed before.
    Replayed,
    /// The token says nothing about the number.
    Claims,
}

impl Fault {
    const ALL: [(&'static str, Self, &'static str); 9] = [
        ("slow", Self::Slow, "không trả lời / never answers"),
        ("down", Self::Down, "ngừng hoạt động / down"),
        ("signature", Self::Signature, "sai chữ ký / wrong signature"),
        ("nonce", Self::Nonce, "sai nonce / wrong nonce"),
        ("audience", Self::Audience, "sai đích nhận / wrong audience"),
        ("expired", Self::Expired, "hết hạn / expired"),
        ("issuer", Self::Issuer, "nơi cấp khác / other issuer"),
        ("replayed", Self::Replayed, "mã đã dùng / code used before"),
        ("claims", Self::Claims, "thiếu số định danh / no number"),
    ];

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, ..)| *known == key).map(|(_, fault, _)| fault)
    }
}

/// The provider. Cheap to clone; clones are one.
#[derive(Clone)]
pub struct Simulator(Arc<Inner>);

struct Inner {
    clock: Arc<dyn Clock>,
    ids: Ids,
    people: People,
    keys: Mutex<Keys>,
    codes: Mutex<HashMap<String, Granted>>,
    /// What goes wrong for everybody, whatever they pick.
    fault: Mutex<Option<Fault>>,
}

struct Keys {
    own: Arc<CoreEdDsaPrivateSigningKey>,
    /// One whose public half nobody is told.
    foreign: Arc<CoreEdDsaPrivateSigningKey>,
    turn: u32,
}

struct Granted {
    person: TrialPerson,
    level: u8,
    asked: Asked,
    fault: Option<Fault>,
    used: bool,
}

/// What a site asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    response_type: String,
    client_id: String,
    redirect_uri: String,
    state: String,
    nonce: String,
    code_challenge: String,
    code_challenge_method: String,
    acr_values: String,
}

#[derive(Deserialize)]
struct Picked {
    number: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    fault: String,
    #[serde(default)]
    no: String,
    #[serde(flatten)]
    asked: Asked,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Redeemed {
    grant_type: String,
    code: String,
    redirect_uri: String,
    code_verifier: String,
    client_id: String,
    client_secret: String,
}

impl Simulator {
    /// A provider that knows these people.
    pub fn new(people: People, clock: Arc<dyn Clock>, ids: Ids) -> Self {
        let (own, foreign) = (key(&ids, 1), key(&ids, 0));
        let keys = Mutex::new(Keys { own, foreign, turn: 1 });
        Self(Arc::new(Inner { clock, ids, people, keys, codes: Mutex::default(), fault: Mutex::new(None) }))
    }

    /// What goes wrong from now on for everybody; nothing when none.
    pub fn go_wrong(&self, fault: Option<Fault>) {
        *self.0.fault.lock() = fault;
    }

    /// Takes a new key; the old one signs nothing more.
    pub fn rotate(&self) {
        let mut keys = self.0.keys.lock();
        keys.turn += 1;
        keys.own = key(&self.0.ids, keys.turn);
    }

    /// Its pages and endpoints.
    pub fn router(&self) -> Router {
        let at = |rest: &str| format!("{PATH}{rest}");
        Router::new()
            .route(&at("/.well-known/openid-configuration"), get(describe))
            .route(&at("/keys"), get(keys))
            .route(&at("/authorize"), get(choose).post(pick))
            .route(&at("/token"), post(redeem))
            .route(&at("/faults/{fault}"), post(set_fault))
            .route(&at("/rotate"), post(rotate))
            .with_state(self.clone())
    }

    /// Answers as when it is down, or not at all, where that was asked for.
    async fn trouble(&self) -> Option<Response> {
        let fault = *self.0.fault.lock();
        trouble(fault).await
    }
}

async fn trouble(fault: Option<Fault>) -> Option<Response> {
    match fault {
        Some(Fault::Slow) => std::future::pending().await,
        Some(Fault::Down) => Some((StatusCode::SERVICE_UNAVAILABLE, "down").into_response()),
        _ => None,
    }
}

/// An Ed25519 key out of chance, by way of PKCS #8 (RFC 8410), which begins with these bytes.
fn key(ids: &Ids, turn: u32) -> Arc<CoreEdDsaPrivateSigningKey> {
    const PREFIX: [u8; 16] =
        [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    let mut der = PREFIX.to_vec();
    let mut secret = [0; 32];
    ids.fill(&mut secret);
    der.extend(secret);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", BASE64_STANDARD.encode(der));
    let key = CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(format!("trial-{turn}"))));
    Arc::new(key.expect("any 32 bytes are an Ed25519 key"))
}

/// The issuer, as whoever asks reaches it.
fn issuer(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
    format!("http://{host}{PATH}")
}

async fn describe(State(this): State<Simulator>, headers: HeaderMap) -> Response {
    if let Some(trouble) = this.trouble().await {
        return trouble;
    }
    let issuer = issuer(&headers);
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
        "code_challenge_methods_supported": ["S256"],
        "acr_values_supported": ["1", "2"],
        "scopes_supported": ["openid", "profile", "phone"],
    }))
    .into_response()
}

async fn keys(State(this): State<Simulator>) -> Response {
    if let Some(trouble) = this.trouble().await {
        return trouble;
    }
    let key = this.0.keys.lock().own.as_verification_key();
    Json(json!({ "keys": [key] })).into_response()
}

/// Whether a site asks as it should.
fn sound(asked: &Asked) -> Result<(), &'static str> {
    match asked {
        _ if asked.client_id != CLIENT => Err("unknown client"),
        _ if !asked.redirect_uri.starts_with("http") => Err("no address to come back to"),
        _ if asked.response_type != "code" => Err("only the code flow is spoken"),
        _ if asked.code_challenge_method != "S256" || asked.code_challenge.len() < 43 => Err("PKCE is required"),
        _ => Ok(()),
    }
}

async fn choose(State(this): State<Simulator>, Query(asked): Query<Asked>) -> Response {
    if let Err(why) = sound(&asked) {
        return (StatusCode::BAD_REQUEST, why).into_response();
    }
    Html(page::choose(&this.0.people.shown, &asked).into_string()).into_response()
}

async fn pick(State(this): State<Simulator>, Form(picked): Form<Picked>) -> Response {
    if let Err(why) = sound(&picked.asked) {
        return (StatusCode::BAD_REQUEST, why).into_response();
    }
    let back = |pairs: &[(&str, &str)]| {
        let query = pairs.iter().fold(form_urlencoded::Serializer::new(String::new()), |mut query, (name, value)| {
            query.append_pair(name, value);
            query
        });
        let mut query = query;
        let sign = if picked.asked.redirect_uri.contains('?') { '&' } else { '?' };
        Redirect::to(&format!("{}{sign}{}", picked.asked.redirect_uri, query.finish())).into_response()
    };
    if !picked.no.is_empty() {
        return back(&[("error", "access_denied"), ("state", &picked.asked.state)]);
    }
    let Some(person) = this.0.people.find(&picked.number) else {
        return (StatusCode::BAD_REQUEST, "nobody has this number").into_response();
    };
    let code = web_safe(&this.0.ids);
    let fault = Fault::from_key(&picked.fault).or(*this.0.fault.lock());
    let granted = Granted {
        person,
        level: if picked.level == "2" { 2 } else { 1 },
        asked: picked.asked.clone(),
        fault,
        used: fault == Some(Fault::Replayed),
    };
    this.0.codes.lock().insert(code.clone(), granted);
    back(&[("code", &code), ("state", &picked.asked.state)])
}

fn web_safe(ids: &Ids) -> String {
    let mut bytes = [0; 32];
    ids.fill(&mut bytes);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

async fn redeem(State(this): State<Simulator>, headers: HeaderMap, Form(sent): Form<Redeemed>) -> Response {
    let refuse = |status, error: &str| (status, Json(json!({ "error": error }))).into_response();
    if let Some(trouble) = this.trouble().await {
        return trouble;
    }
    let (client, secret) = basic(&headers).unwrap_or((sent.client_id, sent.client_secret));
    if client != CLIENT || secret != SECRET {
        return refuse(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    if sent.grant_type != "authorization_code" {
        return refuse(StatusCode::BAD_REQUEST, "unsupported_grant_type");
    }
    let fault = this.0.codes.lock().get(&sent.code).and_then(|granted| granted.fault);
    if let Some(trouble) = trouble(fault).await {
        return trouble;
    }
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&sent.code_verifier));
    let answer = {
        let mut codes = this.0.codes.lock();
        let granted = codes.get_mut(&sent.code).filter(|granted| {
            !granted.used
                && granted.asked.redirect_uri == sent.redirect_uri
                && granted.asked.code_challenge == challenge
        });
        let Some(granted) = granted else { return refuse(StatusCode::BAD_REQUEST, "invalid_grant") };
        granted.used = true;
        this.token(&issuer(&headers), granted)
    };
    Json(
        json!({ "access_token": web_safe(&this.0.ids), "token_type": "Bearer", "expires_in": 300, "id_token": answer }),
    )
    .into_response()
}

fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let line = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let text = String::from_utf8(BASE64_STANDARD.decode(line).ok()?).ok()?;
    let (client, secret) = text.split_once(':')?;
    Some((client.to_owned(), secret.to_owned()))
}

impl Simulator {
    /// The signed token about somebody, with what was to go wrong.
    fn token(&self, issuer: &str, granted: &Granted) -> String {
        let wrong = |fault| granted.fault == Some(fault);
        let now = self.0.clock.now().as_second();
        let begun = if wrong(Fault::Expired) { now - 7200 } else { now };
        let person = &granted.person;
        // The provider's own name for somebody is not the number.
        let subject = BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(format!("trial:{}", person.number))[..12]);
        let mut claims = json!({
            "iss": if wrong(Fault::Issuer) { "https://somebody-else.example".to_owned() } else { issuer.to_owned() },
            "aud": if wrong(Fault::Audience) { "another-site" } else { CLIENT },
            "sub": subject,
            "iat": begun,
            "exp": begun + 300,
            "nonce": if wrong(Fault::Nonce) { "another" } else { granted.asked.nonce.as_str() },
            "acr": granted.level.to_string(),
            "name": person.name,
            "birthdate": person.born.to_string(),
            "personal_number": person.number,
        });
        if let Some(phone) = &person.phone {
            claims["phone_number"] = phone.clone().into();
        }
        if wrong(Fault::Claims) {
            claims["personal_number"] = Value::Null;
        }
        let keys = self.0.keys.lock();
        let header = json!({ "alg": "EdDSA", "typ": "JWT", "kid": format!("trial-{}", keys.turn) });
        let body = [header, claims].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
        let key = if wrong(Fault::Signature) { &keys.foreign } else { &keys.own };
        let signature = key.sign(&CoreJwsSigningAlgorithm::EdDsa, body.as_bytes());
        let signature = signature.expect("an Ed25519 key signs EdDSA");
        format!("{body}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
    }
}

async fn set_fault(State(this): State<Simulator>, Path(fault): Path<String>) -> StatusCode {
    match (fault.as_str(), Fault::from_key(&fault)) {
        ("none", _) => this.go_wrong(None),
        (_, Some(fault)) => this.go_wrong(Some(fault)),
        _ => return StatusCode::NOT_FOUND,
    }
    StatusCode::NO_CONTENT
}

async fn rotate(State(this): State<Simulator>) -> StatusCode {
    this.rotate();
    StatusCode::NO_CONTENT
}
