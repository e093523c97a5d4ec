package wire

import "mailgrant/flow/value"

// BrowserFlow is a trip of the browser to a page of Microsoft's that answers by a
// redirect: a sign-in, or an admin consent.
type BrowserFlow struct {
	URL      string       // what the browser is sent to, whole
	Redirect string       // the redirect URI in it
	State    string       // what the answer must repeat
	Nonce    string       // what the ID token must repeat; sign-in only
	Verifier value.Secret // PKCE's code verifier; sign-in only
}

// ReturnMethod is how a visit's answer comes back.
type ReturnMethod string

// The ways.
const (
	PasteBack ReturnMethod = "paste"    // the person pastes the browser's address
	Loopback  ReturnMethod = "loopback" // a listener on 127.0.0.1 catches it
	Elsewhere ReturnMethod = "portal"   // it does not come back: new tokens will tell
	NotNow    ReturnMethod = "not now"  // nobody signs in
)

// SignInResult is what a redeemed authorization code brought, without the tokens:
// they are used for the reads asked for, refreshed once, and dropped.
type SignInResult struct {
	Grant     // what the access token says of itself, and what the reads came to
	Identity  Identity
	Refresh   Reply // the one refresh; its Trouble is NotAsked where no refresh token came
	Refreshed bool
}

// Identity is what the ID token says. Nothing of it counts unless Verified.
type Identity struct {
	Verified bool
	Flaw     string // why it was not verified, cleaned
	User     string // preferred_username
	Name     string
	TenantID string
	ObjectID string
}
