package wire

// ProbeKind is one read-only question to Microsoft Graph.
type ProbeKind string

// The kinds, with the read each stands for (facts/entra.md section 6.3).
const (
	ProbeMe        ProbeKind = "me"        // GET /me; delegated only
	ProbeDirectory ProbeKind = "directory" // GET /users?$top=1&$select=id
	ProbeUser      ProbeKind = "user"      // GET /users/{mailbox}?$select=id
	ProbeInbox     ProbeKind = "inbox"     // GET .../mailFolders/inbox?$select=id, of /me where Mailbox is ""
)

// Probe is a read to be made with a token while it is at hand. No read opens a
// message.
type Probe struct {
	Kind       ProbeKind
	Mailbox    string
	MustRefuse bool // the read proves a fence: it must be refused
}

// ProbeResult is what a look came to. Error holds Graph's error code, such as
// ErrorAccessDenied.
type ProbeResult struct {
	Probe
	Reply
	Reached bool // Graph answered with what was asked for
}
