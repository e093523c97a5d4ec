package entra

import (
	"net/url"

	"mailgrant/flow/value"
	"mailgrant/flow/wire"
)

// refuse says why an address must not be asked; "" if it may: only Microsoft's
// sign-in hosts, over TLS, on the usual port.
func refuse(u url.URL) string {
	_, known := value.CloudOfLogin(u.Hostname())
	switch {
	case u.Scheme != "https":
		return "it does not begin with https"
	case !known:
		return "the host is not one of Microsoft's"
	case u.User != nil:
		return "it holds a user name"
	case u.Port() != "" && u.Port() != "443":
		return "it names another port"
	case u.RawQuery != "" || u.Fragment != "":
		return "it holds a query"
	}
	return ""
}

// unasked is the reply for a request that was not made.
func (c *Client) unasked(host, reason string) wire.Reply {
	return wire.Reply{Trouble: wire.NotAsked, Detail: reason, Host: c.say.name(host), At: c.now()}
}
