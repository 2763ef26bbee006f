use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use base::Clock;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use directory::accounts::{Attested, Departure, Doubt, IdentityProvider, ProviderFault};
use jiff::{SignedDuration, Timestamp};
use openidconnect::{
    AuthenticationContextClass, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret,
    CsrfToken, DiscoveryError, HttpRequest, HttpResponse, IssuerUrl, Nonce, OAuth2TokenResponse as _,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError,
    TokenResponse as _,
    core::{CoreClient, CoreIdToken, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreResponseType},
};
use parking_lot::Mutex;
use serde_json::{Map, Value};

use super::Config;

/// How long the provider's description and keys are believed without asking again.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// How soon they are asked for again because a key was unknown: whoever sends nonsense cannot make us ask all the time.
const AGAIN: SignedDuration = SignedDuration::from_mins(1);
/// How far its clock may be ahead of ours.
const AHEAD: i64 = 120;
/// The longest answer that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// Signatures that only the provider can make.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 8] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// The client of an identity provider.
pub struct Client {
    config: Config,
    issuer: IssuerUrl,
    agent: ureq::Agent,
    clock: Arc<dyn Clock>,
    known: Mutex<Option<Known>>,
}

/// The provider's description and keys, and when they were fetched.
#[derive(Clone)]
struct Known {
    metadata: Arc<CoreProviderMetadata>,
    at: Timestamp,
}

impl Client {
    /// A client; nothing is asked of the provider yet. The clock is the time outside, by which tokens are judged.
    ///
    /// # Errors
    /// When the issuer's address is none, or neither `https` nor on this machine.
    pub fn new(config: Config, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let issuer = IssuerUrl::new(config.issuer.clone())?;
        let url = issuer.url();
        let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        anyhow::ensure!(url.scheme() == "https" || here, "the identity provider must be reached over https");
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_millis(config.timeout_ms)))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build()
            .into();
        Ok(Self { config, issuer, agent, clock, known: Mutex::new(None) })
    }

    fn http(&self, request: HttpRequest) -> Result<HttpResponse, ureq::Error> {
        let (parts, mut body) = self.agent.run(request)?.into_parts();
        let bytes = body.with_config().limit(LONGEST).read_to_vec()?;
        Ok(HttpResponse::from_parts(parts, bytes))
    }

    /// The provider's description and keys: those fetched lately, or fetched now. While it does not answer, old ones serve.
    fn known(&self, older_than: SignedDuration) -> Result<Arc<CoreProviderMetadata>, ProviderFault> {
        let now = self.clock.now();
        let kept = self.known.lock().clone();
        if let Some(kept) = kept.as_ref().filter(|kept| now.duration_since(kept.at) < older_than) {
            return Ok(kept.metadata.clone());
        }
        match CoreProviderMetadata::discover(&self.issuer, &|request| self.http(request)) {
            Ok(metadata) => {
                let metadata = Arc::new(metadata);
                *self.known.lock() = Some(Known { metadata: metadata.clone(), at: now });
                Ok(metadata)
            }
            Err(error) => match kept {
                Some(kept) => {
                    tracing::warn!(%error, "the identity provider's description was not renewed; the old one serves");
                    Ok(kept.metadata)
                }
                None => Err(of_discovery(&error)),
            },
        }
    }

    /// Checks the signed token; its claims as they stand in it.
    fn verified(
        &self,
        metadata: &CoreProviderMetadata,
        token: &CoreIdToken,
        nonce: &Nonce,
    ) -> Result<Map<String, Value>, ClaimsVerificationError> {
        let now = self.clock.now();
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let client = self.client(metadata);
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || time.into())
            .set_issue_time_verifier_fn(move |issued| {
                let ahead = issued.timestamp() > now.as_second() + AHEAD;
                if ahead { Err("issued in the future".into()) } else { Ok(()) }
            });
        token.claims(&verifier, nonce)?;
        // The claims are the operator's to name, so they are read from the very text whose signature was checked.
        let text = token.to_string();
        let body = text.split('.').nth(1).and_then(|body| BASE64_URL_SAFE_NO_PAD.decode(body).ok());
        let claims = body.and_then(|body| serde_json::from_slice(&body).ok());
        claims.ok_or_else(|| ClaimsVerificationError::Other("the claims are no object".into()))
    }

    fn client(
        &self,
        metadata: &CoreProviderMetadata,
    ) -> CoreClient<
        openidconnect::EndpointSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointMaybeSet,
        openidconnect::EndpointMaybeSet,
    > {
        CoreClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(self.config.client_id.clone()),
            self.config.client_secret.clone().map(ClientSecret::new),
        )
    }

    /// What the userinfo endpoint adds; it must speak of the same person.
    fn userinfo(
        &self,
        metadata: &CoreProviderMetadata,
        token: &str,
        said: &mut Map<String, Value>,
    ) -> Result<(), ProviderFault> {
        let doubt = |why: &str| ProviderFault::Doubted(Doubt::Protocol, why.to_owned());
        let address = metadata.userinfo_endpoint().ok_or_else(|| doubt("there is no userinfo endpoint"))?;
        let mut answer = self
            .agent
            .get(address.as_str())
            .header("authorization", format!("Bearer {token}"))
            .call()
            .map_err(|error| ProviderFault::Unreachable(error.to_string()))?;
        if answer.status() != 200 {
            return Err(ProviderFault::Unreachable(format!("userinfo answered {}", answer.status().as_u16())));
        }
        let more: Map<String, Value> =
            answer.body_mut().with_config().limit(LONGEST).read_json().map_err(|_| doubt("userinfo is no object"))?;
        if more.get("sub") != said.get("sub") {
            return Err(doubt("userinfo speaks of somebody else"));
        }
        // What was signed goes before what was not.
        for (claim, value) in more {
            said.entry(claim).or_insert(value);
        }
        Ok(())
    }
}

impl IdentityProvider for Client {
    fn name(&self) -> &str {
        &self.config.name
    }

    fn is_trial(&self) -> bool {
        self.config.trial
    }

    fn depart(&self, departure: &Departure) -> Result<String, ProviderFault> {
        let metadata = self.known(FRESH)?;
        let back = redirect(departure)?;
        let verifier = PkceCodeVerifier::new(departure.verifier.clone());
        let (state, nonce) = (departure.state.clone(), departure.nonce.clone());
        let client = self.client(&metadata).set_redirect_uri(back);
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let mut request = client
            .authorize_url(flow, move || CsrfToken::new(state), move || Nonce::new(nonce))
            .add_scopes(self.config.scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if let Some(word) = self.config.claims.ask(departure.level) {
            request = request.add_auth_context_value(AuthenticationContextClass::new(word.to_owned()));
        }
        let (url, _, _) = request.url();
        Ok(url.to_string())
    }

    fn arrive(&self, departure: &Departure, code: &str) -> Result<Attested, ProviderFault> {
        let metadata = self.known(FRESH)?;
        let client = self.client(&metadata).set_redirect_uri(redirect(departure)?);
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| ProviderFault::Doubted(Doubt::Protocol, error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(departure.verifier.clone()))
            .request(&|request| self.http(request))
            .map_err(|error| match error {
                RequestTokenError::ServerResponse(refused) => {
                    ProviderFault::Doubted(Doubt::Code, format!("the code was refused: {}", refused.error()))
                }
                RequestTokenError::Request(error) => ProviderFault::Unreachable(error.to_string()),
                // An answer that is no JSON comes from something in between that is down.
                RequestTokenError::Parse(..) => ProviderFault::Unreachable("the token answer cannot be read".into()),
                RequestTokenError::Other(why) => ProviderFault::Doubted(Doubt::Protocol, why),
            })?;
        let token =
            answer.id_token().ok_or_else(|| ProviderFault::Doubted(Doubt::Protocol, "there is no id token".into()))?;
        let nonce = Nonce::new(departure.nonce.clone());
        let said = match self.verified(&metadata, token, &nonce) {
            // The provider may have changed its keys since they were fetched.
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                self.verified(&*self.known(AGAIN)?, token, &nonce)
            }
            done => done,
        };
        let mut said = said.map_err(|error| of_claims(&error))?;
        if self.config.userinfo {
            self.userinfo(&metadata, answer.access_token().secret(), &mut said)?;
        }
        self.config.claims.read(self.config.issuer.clone(), &said)
    }
}

fn redirect(departure: &Departure) -> Result<RedirectUrl, ProviderFault> {
    RedirectUrl::new(departure.back.clone())
        .map_err(|error| ProviderFault::Doubted(Doubt::Protocol, format!("the address to come back to: {error}")))
}

fn of_discovery(error: &DiscoveryError<ureq::Error>) -> ProviderFault {
    match error {
        DiscoveryError::Request(error) => ProviderFault::Unreachable(error.to_string()),
        DiscoveryError::Response(status, _, why) => {
            ProviderFault::Unreachable(format!("its description answered {}: {why}", status.as_u16()))
        }
        DiscoveryError::Validation(why) => ProviderFault::Doubted(Doubt::Issuer, why.clone()),
        other => ProviderFault::Doubted(Doubt::Protocol, other.to_string()),
    }
}

fn of_claims(error: &ClaimsVerificationError) -> ProviderFault {
    use ClaimsVerificationError as E;
    let doubt = match error {
        E::SignatureVerification(_) => Doubt::Signature,
        E::InvalidNonce(_) => Doubt::Nonce,
        E::InvalidAudience(_) => Doubt::Audience,
        E::InvalidIssuer(_) => Doubt::Issuer,
        E::Expired(_) | E::InvalidAuthTime(_) => Doubt::Expired,
        E::InvalidSubject(_) => Doubt::Claims,
        _ => Doubt::Protocol,
    };
    let cause = match error {
        E::SignatureVerification(cause) => cause.to_string(),
        other => other.to_string(),
    };
    ProviderFault::Doubted(doubt, cause)
}
