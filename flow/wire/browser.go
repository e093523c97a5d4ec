package wire

import "mailgrant/flow/value"

// BrowserFlow is one redirect-based flow in the browser: a sign-in or an admin
// consent on a page of Microsoft's.
type BrowserFlow struct {
	URL      string       // the URL that the browser opens, complete
	Redirect string       // its redirect_uri
	State    string       // the state that the redirect must repeat
	Nonce    string       // the nonce that the ID token must repeat; sign-in only
	Verifier value.Secret // the PKCE code verifier; sign-in only
}

// ReturnMethod is how the result of a browser flow gets back to mailgrant.
type ReturnMethod string

// The return methods.
const (
	PasteBack ReturnMethod = "paste"    // the user pastes the browser's address
	Loopback  ReturnMethod = "loopback" // a listener on 127.0.0.1 receives the redirect
	Elsewhere ReturnMethod = "portal"   // the result does not come back: new tokens will show it
	NotNow    ReturnMethod = "not now"  // nobody signs in
)

// SignInResult is the result of redeeming an authorization code, without the
// tokens: they are used for the probes, refreshed once, and dropped.
type SignInResult struct {
	Grant     // the claims of the access token, and the results of the probes
	Identity  Identity
	Refresh   Reply // of the one refresh; its Trouble is NotAsked if no refresh token came
	Refreshed bool
}

// Identity is what the ID token says. It is trusted only if Verified.
type Identity struct {
	Verified bool
	Flaw     string // why it was not verified, cleaned
	User     string // preferred_username
	Name     string
	TenantID string
	ObjectID string
}
