// Package finding describes problems: a Finding names the cause, who can fix it
// and how. It judges nothing itself; every package that judges makes findings.
package finding

import (
	"slices"
	"time"

	"mailgrant/flow/catalogue"
)

// FieldID names something that a user types.
type FieldID string

// Check is one of the checks that mailgrant makes, in the order of a report.
type Check string

// The checks.
const (
	Values       Check = "values"
	Network      Check = "network"
	Clock        Check = "clock"
	TenantCheck  Check = "tenant"
	TokenCheck   Check = "token"
	Claims       Check = "claims"
	Permissions  Check = "permissions"
	Directory    Check = "directory"
	MailboxCheck Check = "mailbox"
	Expiry       Check = "expiry"

	// KeyringCheck and BrowserCheck can be awaited like the others, but appear
	// in no report.
	KeyringCheck Check = "keyring"
	BrowserCheck Check = "visit"
)

// Checks lists the checks in the order of a report.
var Checks = []Check{Values, Network, Clock, TenantCheck, TokenCheck, Claims, Permissions, Directory, MailboxCheck, Expiry}

// Status is the result of a check, and of a whole report.
type Status = catalogue.Status

// The results. Skip is for single checks only: it never lowers a verdict.
const (
	Pass             = catalogue.Pass
	Warn             = catalogue.Warn
	Fail             = catalogue.Fail
	Undecided        = catalogue.Undecided
	Skip      Status = "skip"
)

// Evidence is what Microsoft's support asks for. All its texts are cleaned.
type Evidence struct {
	TraceID       string   `json:"trace_id"`
	CorrelationID string   `json:"correlation_id"`
	RequestID     string   `json:"request_id"`
	Timestamp     string   `json:"timestamp"`
	HTTPStatus    int      `json:"http_status"`
	PolicyIDs     []string `json:"policy_ids"`  // of the Conditional Access policies that refused
	ServerText    string   `json:"server_text"` // at most 500 characters
}

// Finding is the result of one check: the problem, who can fix it (Cause.Owner)
// and how. It never holds a secret.
type Finding struct {
	Check    Check
	Status   Status
	Cause    Cause // "" if the check passed or was skipped
	Says     string
	Do       []string
	Step     StepID  // the guide's step to go back to
	Field    FieldID // the field it is about; "" for none
	Mailbox  string  // the address it is about; "" for none
	Codes    []string
	Evidence Evidence
	Link     string // the portal page where it can be fixed; "" for none
	Took     time.Duration

	Host       string        // the host that was asked; "" for none
	Detail     string        // why there was no answer
	RetryAfter time.Duration // the delay that the server asked for
}

// New makes a finding whose status follows from its cause.
func New(check Check, cause Cause, says string, do ...string) Finding {
	return Finding{Check: check, Status: cause.Status(), Cause: cause, Says: says, Do: do}
}

// Of makes a finding with the catalogue's text, for a cause that needs no more.
func Of(check Check, cause Cause) Finding {
	e := cause.Entry()
	return Finding{
		Check: check, Status: e.Status, Cause: cause, Says: e.Says, Do: slices.Clone(e.Do), Step: StepID(e.Step),
	}
}

// Passed makes a finding of a check that passed.
func Passed(check Check, says string) Finding {
	return Finding{Check: check, Status: Pass, Says: says}
}

// Skipped makes a finding of a check that was not made, with the reason.
func Skipped(check Check, why string) Finding {
	return Finding{Check: check, Status: Skip, Says: why}
}

// Root is the finding that decides: the first fail in order, else the first
// unknown, else the first warning. ok is false if there is none.
func Root(findings []Finding) (root Finding, ok bool) {
	for _, want := range []Status{Fail, Undecided, Warn} {
		i := slices.IndexFunc(findings, func(f Finding) bool { return f.Status == want })
		if i >= 0 {
			return findings[i], true
		}
	}
	return Finding{}, false
}

// StepID names a step of a guide.
type StepID string
