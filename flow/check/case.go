// Package check turns a Case, which holds the given values and Microsoft's
// answers, into findings, a verdict and reports. It knows no session and no
// screen.
package check

import (
	"time"

	"mailgrant/flow/form"
	"mailgrant/flow/guide"
	"mailgrant/flow/wire"
)

// Case is the input of a judgment: the given values, the rules that apply, and
// the answers.
type Case struct {
	form.Settings
	Values       form.Values
	Original     form.Values       // as saved
	Kept         string            // the name under which they are saved; "" if they are not
	Differs      bool              // the secret comes from the keyring and is not the one that was saved
	Last         *Verification     // the last good verification of the saved credential
	Diagnosing   bool              // of a broken credential
	ReturnMethod wire.ReturnMethod // how the browser's answer gets back
	Consented    Consented         // the admin consent that mailgrant saw
	Results      Results
	Running      bool // the verification has not ended
}

// Guide is the chosen procedure; an empty one before the choice.
func (c Case) Guide() guide.Guide { return c.Values.Procedure() }

// Results are the results of a verification so far.
type Results struct {
	Asked   bool // the verification has begun
	Tenant  *wire.Discovery
	Token   *wire.Grant
	SignIn  *wire.SignInResult // of a sign-in; Token is its access token's
	Retried bool               // the one visible retry of a new secret is used up
	Polls   int                // further token requests after the first
	Earlier *Earlier           // results of the previous ones; nil during the first
	Waited  time.Duration      // total wait between them
	Pause   time.Duration      // wait before the next one
	Tries   int                // token requests made
	Held    time.Duration      // further waits, besides Waited: for a new secret to spread, and at the server's request
}
