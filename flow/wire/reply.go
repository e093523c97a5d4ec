// Package wire holds what Microsoft answered, and what is to be asked, as plain
// values. It sends nothing: package entra fills them, package check reads them.
package wire

import (
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

// Trouble is why a request brought no answer that can be read as Entra's.
type Trouble string

// The troubles. None means Microsoft answered, with whatever status.
const (
	NoTrouble     Trouble = ""
	DNS           Trouble = "dns"       // the host name has no address, or DNS did not answer
	Connect       Trouble = "connect"   // refused, reset, or closed without an answer
	Timeout       Trouble = "timeout"   // a time limit ended it
	CertUntrusted Trouble = "tls"       // the certificate is not trusted; Detail names its issuer or the reason
	PlainHTTP     Trouble = "not-tls"   // the other side does not speak TLS
	Proxy         Trouble = "proxy"     // the proxy refused or could not be reached
	HTMLPage      Trouble = "html"      // 200 with a web page where JSON belongs
	Redirected    Trouble = "redirect"  // not followed; Detail names the host it points to
	Malformed     Trouble = "malformed" // no usable answer: cut short, not JSON, or no token in it
	TooLarge      Trouble = "too-large" // past the 1 MiB bound
	Abandoned     Trouble = "cancelled" // the person left the wait
	Internal      Trouble = "our-fault" // a fault of ours; Detail is redacted
	NotAsked      Trouble = "not-asked" // the host is not Microsoft's: nothing was sent to it; Detail says what is wrong
)

// Reply is what one request came to. All texts are cleaned and bounded.
type Reply struct {
	Trouble    Trouble
	Detail     string           // says more about Trouble: a host, an issuer, a reason
	Host       string           // the host that was asked
	Issuer     string           // who issued the certificate of the connection, where known
	Inspected  bool             // the certificate is trusted here, but no authority that Microsoft uses vouches for it
	Route      Route            // the way the request took
	Error      string           // OAuth's error field, such as invalid_client
	Codes      []int            // AADSTS numbers, the most informative first
	Evidence   finding.Evidence // identifiers, status and Microsoft's own text
	RetryAfter time.Duration    // 0 where the server named none
	At         time.Time        // local time when the answer came
	Skew       time.Duration    // server's Date minus local time; valid where Dated
	Dated      bool
	Took       time.Duration
}

// Discovery is what the unauthenticated discovery document says of a tenant.
type Discovery struct {
	Reply
	TenantID  string // GUID, from the document's issuer or token endpoint
	Cloud     value.Cloud
	GraphHost string
	Region    string // tenant_region_scope, such as EU or USGov
}

// Grant is what a token request brought, without the token: what the token
// says of itself, read for diagnosis and not trusted for anything else.
type Grant struct {
	Reply
	Got       bool // a usable bearer token came back
	Opaque    bool // it could not be decoded; the fields below are empty
	TenantID  string
	AppID     string
	AppName   string
	Audience  string
	ObjectID  string // of the service principal; "" where there is none
	IDType    string // "app" or "user"
	Roles     []string
	Scopes    []string
	ExpiresIn time.Duration
	Tries     int           // requests made; 0 counts as one
	Waited    time.Duration // between them
	Probed    []ProbeResult // what the looks asked for with the token came to, in their order
}
