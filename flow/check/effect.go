package check

import (
	"time"

	"mailgrant/flow/finding"
)

// Proof is what a check of a credential came to.
type Proof struct {
	At         time.Time
	Verdict    finding.Status
	Cause      finding.Cause
	Tenant     string // GUID
	Roles      []string
	Mailboxes  []string // those that opened
	RequestIDs []string
	Replaced   bool // the secret it was made with is kept no longer
}
