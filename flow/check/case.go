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
	Answers    form.Answers
	Original   form.Answers // as they were kept
	Kept       string       // the name under which they are kept; "" where they are not
	Differs    bool         // the secret is the keyring's, and another than the one that was saved
	Last       *Proof       // the last good one of what was kept
	Diagnosing bool         // about a credential that broke
	Way        wire.Way     // how the browser's answer comes back
	Consented  Consented    // the admin consent that was seen given
	Seen       Seen
	Running    bool // the proof has not ended
}

// Guide is the procedure chosen; an empty one before that.
func (c Case) Guide() guide.Guide {
	g, _ := guide.Find(c.Answers.Guide)
	return g
}

// Seen is what a proof has brought so far.
type Seen struct {
	Asked   bool // a proof was begun
	Tenant  *wire.Discovery
	Token   *wire.Grant
	Session *wire.Session // of a sign-in; Token is its access token's
	Retried bool          // the one visible retry of a new secret was spent
	Polls   int           // new tokens asked for since the first
	Earlier *Earlier      // what those before brought; nil for the first
	Waited  time.Duration // between them, together
	Pause   time.Duration // before the one that is awaited
	Tries   int           // token requests made
	Held    time.Duration // waited beside Waited: for a new secret to spread, and where the server asked for it
}
