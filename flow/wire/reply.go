// Package wire holds Microsoft's answers, and the questions to ask, as plain
// values. It sends nothing: package entra fills them in, package check reads
// them.
package wire

import (
	"time"

	"mailgrant/flow/finding"
	"mailgrant/flow/value"
)

// Trouble is why a request got no answer that can be read as Entra's.
type Trouble string

// The kinds of trouble. None means that Microsoft answered, with any status.
const (
	NoTrouble     Trouble = ""
	DNS           Trouble = "dns"       // the host name has no address, or DNS did not answer
	Connect       Trouble = "connect"   // refused, reset, or closed without an answer
	Timeout       Trouble = "timeout"   // a time limit ended it
	CertUntrusted Trouble = "tls"       // the certificate is not trusted; Detail names its issuer or the reason
	PlainHTTP     Trouble = "not-tls"   // the other side does not speak TLS
	Proxy         Trouble = "proxy"     // the proxy refused or could not be reached
	HTMLPage      Trouble = "html"      // 200 with a web page in place of JSON
	Redirected    Trouble = "redirect"  // not followed; Detail names the host it points to
	Malformed     Trouble = "malformed" // no usable answer: cut short, not JSON, or no token in it
	TooLarge      Trouble = "too-large" // over the 1 MiB limit
	Abandoned     Trouble = "cancelled" // the user left the wait
	Internal      Trouble = "our-fault" // a bug in mailgrant; Detail is redacted
	NotAsked      Trouble = "not-asked" // nothing was sent because the host is not Microsoft's; Detail says what is wrong
)

// Reply is the result of one request. All texts are cleaned and bounded.
type Reply struct {
	Trouble    Trouble
	Detail     string           // details of Trouble: a host, an issuer, a reason
	Host       string           // the host that was asked
	Issuer     string           // who issued the certificate of the connection, if known
	Inspected  bool             // the certificate is trusted here, but not issued by an authority that Microsoft uses
	Route      Route            // how the request was routed
	Error      string           // OAuth's error field, such as invalid_client
	Codes      []int            // AADSTS numbers, the most informative first
	Evidence   finding.Evidence // identifiers, status and Microsoft's own text
	RetryAfter time.Duration    // 0 if the server named none
	At         time.Time        // local time when the answer came
	Skew       time.Duration    // server's Date minus local time; valid if Dated
	Dated      bool
	Took       time.Duration
}

// Discovery is what the unauthenticated discovery document says about a tenant.
type Discovery struct {
	Reply
	TenantID  string // GUID, from the document's issuer or token endpoint
	Cloud     value.Cloud
	GraphHost string
	Region    string // tenant_region_scope, such as EU or USGov
}

// Grant is the result of a token request, without the token. The token's claims
// are used for diagnosis and trusted for nothing else.
type Grant struct {
	Reply
	Got       bool // a usable bearer token came back
	Opaque    bool // the token could not be decoded; the fields below are empty
	TenantID  string
	AppID     string
	AppName   string
	Audience  string
	ObjectID  string // of the service principal; "" if there is none
	IDType    string // "app" or "user"
	Roles     []string
	Scopes    []string
	ExpiresIn time.Duration
	Tries     int           // requests made; 0 counts as one
	Waited    time.Duration // between them
	Probed    []ProbeResult // results of the probes made with the token, in order
}
