package flow

import (
	"context"
	"time"
)

// Effect is something to be done outside: on the network, in the keyring, on
// the desktop. A Doer carries it out and answers with one Event.
type Effect interface{ effect() }

// Doer carries out one effect within its own time limit, or until ctx ends. It
// never panics and its event never holds a secret.
type Doer func(context.Context, Effect) Event

type (
	// LookUpTenant reads the discovery document of a tenant. Answer: TenantSeen.
	LookUpTenant struct {
		Attempt int
		Cloud   Cloud
		Host    string // sign-in host
		Tenant  string // GUID or domain
	}
	// FetchToken asks for one app-only token. Answer: TokenSeen.
	FetchToken struct {
		Attempt  int
		Endpoint string
		ClientID string
		Secret   Secret
		Scope    string
		After    time.Duration // wait first
	}
	// ProbeKeyring writes, reads and deletes a test entry. Answer: KeyringSeen.
	ProbeKeyring struct{ Attempt int }
	// SaveCredential keeps a secret and notes what belongs to it. Answer: SaveSeen.
	SaveCredential struct {
		Attempt    int
		Credential Credential
		Secret     Secret
		Replace    bool // an entry of that name may be overwritten
	}
	// OpenURL opens a page in the browser. Answer: Told.
	OpenURL struct{ URL string }
	// CopyText copies a text that is no secret. Answer: Told.
	CopyText struct{ Label, Text string }
	// CopySecret copies the secret to the system clipboard, and clears it after
	// 45 s. Answer: Told.
	CopySecret struct{ Secret Secret }
)

func (LookUpTenant) effect()   {}
func (FetchToken) effect()     {}
func (ProbeKeyring) effect()   {}
func (SaveCredential) effect() {}
func (OpenURL) effect()        {}
func (CopyText) effect()       {}
func (CopySecret) effect()     {}

// Credential is what is kept beside a secret. It holds no secret.
type Credential struct {
	Name          string
	Guide         string
	Use           Use
	ClientID      string
	Tenant        string
	Domain        string
	Cloud         Cloud
	TokenEndpoint string
	AuthEndpoint  string
	Redirect      string
	Mailboxes     []string
	Expires       string // YYYY-MM-DD, or ""
	Parked        bool   // kept though unproven
	Proof         Proof
}

// Proof is what the last check of a credential came to.
type Proof struct {
	At         time.Time
	Verdict    Status
	Cause      Cause
	Roles      []string
	RequestIDs []string
}
