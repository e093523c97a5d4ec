package flow

import (
	"context"
	"time"

	"mailgrant/flow/check"
	"mailgrant/flow/finding"
	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// Effect is something to do outside the program's state: on the network, in the
// keyring, on the desktop. A Doer carries it out and answers with one Event. It
// is a Call or an Act.
type Effect interface{ effect() }

// Call is an effect that a session waits for. The event that answers it carries
// its number.
type Call interface {
	Effect
	Number() int // the attempt number
}

// Act is an effect that no session waits for; Told answers it.
type Act interface {
	Effect
	act()
}

// Doer carries out one effect, within its own time limit or until ctx ends. It
// never panics, and its event never holds a secret.
type Doer func(context.Context, Effect) Event

type (
	// LookUpTenant reads the discovery document of a tenant. Answer: TenantSeen.
	LookUpTenant struct {
		Attempt int
		Cloud   value.Cloud
		Host    string // sign-in host
		Tenant  string // GUID or domain
	}
	// FetchToken asks for one app-only token and makes the probes with it. Answer:
	// TokenSeen.
	FetchToken struct {
		Attempt  int
		Endpoint string
		ClientID string
		Secret   value.Secret
		Scope    string
		After    time.Duration // wait first
		Awaits   finding.Cause // the cause that the wait may fix; "" if this is not a poll
		Probes   []wire.Probe
	}
	// ProbeKeyring writes, reads and deletes a test entry. Answer: KeyringSeen.
	ProbeKeyring struct{ Attempt int }
	// SaveCredential saves a secret and the values that belong to it. A pending one
	// may have no secret yet. Answer: SaveSeen.
	SaveCredential struct {
		Attempt    int
		Credential Credential
		Secret     value.Secret
		Replace    bool // may overwrite an entry with that name
	}
	// StartBrowserFlow creates the state, nonce and PKCE verifier of a browser flow,
	// and starts to listen if Loopback is set. Answer: BrowserFlowStarted.
	StartBrowserFlow struct {
		Attempt  int
		URL      string // authorize or admin consent URL, without state, nonce and PKCE; Loopback also adds redirect_uri
		Redirect string // the product's redirect URI, as in URL; "" for Loopback
		Loopback bool
		Port     int // of the listener; 0: any
		SignIn   bool
	}
	// AwaitRedirect waits for the redirect to the listener, five minutes at most.
	// Answer: RedirectCaught.
	AwaitRedirect struct{ Attempt int }
	// RedeemCode exchanges an authorization code for tokens, makes the probes,
	// refreshes once and drops all tokens. Answer: SignedIn.
	RedeemCode struct {
		Attempt  int
		Endpoint string // the V2 token endpoint
		Tenant   string // GUID; the ID token's issuer must name it
		ClientID string
		Secret   value.Secret
		Code     value.Secret
		Flow     wire.BrowserFlow
		Scopes   []string
		Probes   []wire.Probe
	}
	// OpenSaved reads a saved credential's secret. Answer: SavedOpened.
	OpenSaved struct {
		Attempt int
		Name    string
	}
	// RemoveCredential removes a saved credential and its secret, and reads back
	// that it is gone. Answer: SavedRemoved.
	RemoveCredential struct {
		Attempt int
		Name    string
	}
	// TestCredential tests a saved credential as the command check does, and notes
	// the result. Those of one attempt are tested side by side. Answer: SavedTested.
	TestCredential struct {
		Attempt int
		Name    string
		All     []string // the names of that attempt
	}
	// NoteCheck notes the result of a test of a saved credential. Answer: Told.
	NoteCheck struct {
		Name         string
		Verification check.Verification
	}
	// Explain looks up what an error text means, offline. Answer: Explained.
	Explain struct {
		Attempt int
		Text    string
	}
	// WriteReport writes the report for support to a new file in the current
	// directory. Answer: Told.
	WriteReport struct{ Report check.Report }
	// WriteFile writes a text to a new file in the current directory. If the name
	// is taken, it chooses another. Answer: Told.
	WriteFile struct{ Name, Text string }
	// OpenURL opens a page in the browser. Answer: Told.
	OpenURL struct{ URL string }
	// CopyText copies a text that is not secret. Answer: Told.
	CopyText struct {
		Label, Text string
		Page        bool // Text is the address of a page, for which practice has its own
	}
	// CopySecret copies the secret to the system clipboard and clears it after 45
	// s. Answer: Told.
	CopySecret struct{ Secret value.Secret }
)

func (LookUpTenant) effect() {}

func (FetchToken) effect() {}

func (ProbeKeyring) effect() {}

func (SaveCredential) effect() {}

func (StartBrowserFlow) effect() {}

func (AwaitRedirect) effect() {}

func (RedeemCode) effect() {}

func (OpenSaved) effect() {}

func (RemoveCredential) effect() {}

func (TestCredential) effect() {}

func (NoteCheck) effect() {}

func (WriteReport) effect() {}

func (Explain) effect() {}

func (WriteFile) effect() {}

func (OpenURL) effect() {}

func (CopyText) effect() {}

func (CopySecret) effect() {}

func (e LookUpTenant) Number() int     { return e.Attempt }
func (e FetchToken) Number() int       { return e.Attempt }
func (e ProbeKeyring) Number() int     { return e.Attempt }
func (e SaveCredential) Number() int   { return e.Attempt }
func (e StartBrowserFlow) Number() int { return e.Attempt }
func (e AwaitRedirect) Number() int    { return e.Attempt }
func (e RedeemCode) Number() int       { return e.Attempt }
func (e OpenSaved) Number() int        { return e.Attempt }
func (e Explain) Number() int          { return e.Attempt }
func (e RemoveCredential) Number() int { return e.Attempt }
func (e TestCredential) Number() int   { return e.Attempt }

func (WriteReport) act() {}

func (NoteCheck) act() {}

func (WriteFile) act() {}

func (OpenURL) act() {}

func (CopyText) act() {}

func (CopySecret) act() {}
