package wire

// ProbeKind is one read-only question to Microsoft Graph.
type ProbeKind string

// The kinds, with the request that each makes (facts/entra.md section 6.3).
const (
	ProbeMe        ProbeKind = "me"        // GET /me; delegated only
	ProbeDirectory ProbeKind = "directory" // GET /users?$top=1&$select=id
	ProbeUser      ProbeKind = "user"      // GET /users/{mailbox}?$select=id
	ProbeInbox     ProbeKind = "inbox"     // GET .../mailFolders/inbox?$select=id; of /me if Mailbox is ""
)

// Probe is a read to make with a token while it is available. No probe opens a
// message.
type Probe struct {
	Kind       ProbeKind
	Mailbox    string
	MustRefuse bool // the read tests an access restriction: it must be refused
}

// ProbeResult is the result of a probe. Error holds Graph's error code, such as
// ErrorAccessDenied.
type ProbeResult struct {
	Probe
	Reply
	Reached bool // Graph returned what was asked for
}
