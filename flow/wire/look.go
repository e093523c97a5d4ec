package wire

// LookKind is one read-only question to Microsoft Graph.
type LookKind string

// The kinds, with the read each stands for (facts/entra.md section 6.3).
const (
	LookMe        LookKind = "me"        // GET /me; delegated only
	LookDirectory LookKind = "directory" // GET /users?$top=1&$select=id
	LookUser      LookKind = "user"      // GET /users/{mailbox}?$select=id
	LookInbox     LookKind = "inbox"     // GET .../mailFolders/inbox?$select=id, of /me where Mailbox is ""
)

// Look is a read to be made with a token while it is at hand. No read opens a
// message.
type Look struct {
	Kind       LookKind
	Mailbox    string
	MustRefuse bool // the read proves a fence: it must be refused
}

// Sight is what a look came to. Error holds Graph's error code, such as
// ErrorAccessDenied.
type Sight struct {
	Look
	Reply
	Reached bool // Graph answered with what was asked for
}
