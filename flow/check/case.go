// Package check turns a Case, what was given and what came back, into findings,
// a verdict and reports. It knows no session and no screen.
package check

import (
	"time"

	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/wire"
)

// Case is what is judged: what was given, by which rules, and what came back.
type Case struct {
	form.Settings
	Values       form.Values
	Original     form.Values       // as they were kept
	Kept         string            // the name under which they are kept; "" where they are not
	Differs      bool              // the secret is the keyring's, and another than the one that was saved
	Last         *Verification     // the last good one of what was kept
	Diagnosing   bool              // about a credential that broke
	ReturnMethod wire.ReturnMethod // how the browser's answer comes back
	Consented    Consented         // the admin consent that was seen given
	Results      Results
	Running      bool // the proof has not ended
}

// Guide is the procedure chosen; an empty one before that.
func (c Case) Guide() guide.Guide { return c.Values.Procedure() }

// Results is what a proof has brought so far.
type Results struct {
	Asked   bool // a proof was begun
	Tenant  *wire.Discovery
	Token   *wire.Grant
	SignIn  *wire.SignInResult // of a sign-in; Token is its access token's
	Retried bool               // the one visible retry of a new secret was spent
	Polls   int                // new tokens asked for since the first
	Earlier *Earlier           // what those before brought; nil for the first
	Waited  time.Duration      // between them, together
	Pause   time.Duration      // before the one that is awaited
	Tries   int                // token requests made
	Held    time.Duration      // waited beside Waited: for a new secret to spread, and where the server asked for it
}
