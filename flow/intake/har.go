package intake

import (
	"encoding/base64"
	"net/url"
	"strconv"
	"strings"

	"mailgrant/flow/text"
	"mailgrant/flow/value"
)

// mostFailures is how many failed answers of a recording are read: the last ones.
const mostFailures = 3

// readHAR reads a browser's recording: the answers of Microsoft that failed, and
// those that carry an error to the product.
func readHAR(list []object) (Text, bool) {
	for _, o := range list {
		log := o.sub("log")
		if !log.has("entries") {
			continue
		}
		entries := log.list("entries")
		var failed []string
		reveals := ""
		for _, e := range entries {
			x := exchangeOf(e)
			if reveals == "" {
				reveals = x.reveals()
			}
			if x.failed() {
				failed = append(failed, x.words())
			}
		}
		t := Text{Format: HAR}
		says := text.Count(len(entries), "request") + ", " + strconv.Itoa(len(failed)) + " of which failed at Microsoft"
		t.Facts = []Fact{result(notes(says))}
		last := failed[max(0, len(failed)-mostFailures):]
		t.Inner = value.NewSecret(reveals + strings.Join(last, "\n\n") + "\n")
		return t, true
	}
	return Text{}, false
}

// httpExchange is a request with its answer.
type httpExchange struct {
	method, address, host string
	auth, posted          string
	status                int
	location, challenge   string
	body, trouble         string
}

func exchangeOf(e object) httpExchange {
	request, response := e.sub("request"), e.sub("response")
	x := httpExchange{method: request.str("method"), address: request.str("url"), trouble: response.str("_error"), location: response.str("redirecturl")}
	x.status, _ = strconv.Atoi(response.str("status"))
	if u, err := url.Parse(x.address); err == nil {
		x.host = strings.ToLower(u.Hostname())
	}
	for _, h := range request.list("headers") {
		if strings.EqualFold(h.str("name"), "authorization") {
			x.auth = h.str("value")
		}
	}
	x.posted = request.sub("postdata").str("text")
	for _, h := range response.list("headers") {
		switch strings.ToLower(h.str("name")) {
		case "www-authenticate":
			x.challenge = h.str("value")
		case "location":
			x.location = h.str("value")
		}
	}
	content := response.sub("content")
	x.body = content.str("text")
	if content.str("encoding") == "base64" {
		if raw, err := base64.StdEncoding.DecodeString(x.body); err == nil {
			x.body = text.Decode(raw)
		}
	}
	return x
}

// microsofts reports a host that signs in, or that serves mail.
func microsofts(host string) bool {
	_, signIn := value.CloudOfLogin(host)
	_, graph := value.CloudOfGraph(host)
	return signIn || graph || strings.HasSuffix(host, "outlook.office365.com") || strings.HasSuffix(host, "outlook.office.com")
}

// failed reports an answer of Microsoft that refuses, or an address that carries
// an error.
func (x httpExchange) failed() bool {
	carries := strings.Contains(x.address, "error=") && strings.Contains(x.address, "error_description") || strings.Contains(x.location, "error=")
	if !microsofts(x.host) {
		return carries
	}
	return carries || x.status >= 400 || x.trouble != "" || strings.Contains(x.body, "AADSTS") || strings.Contains(x.body, "sErrorCode")
}

// reveals are the parts that give access, for the warning about them.
func (x httpExchange) reveals() string {
	out := ""
	if x.auth != "" {
		out = "Authorization: " + x.auth + "\n"
	}
	for _, name := range []string{"client_secret=", "refresh_token=", "assertion="} {
		if _, rest, ok := strings.Cut(x.posted, name); ok {
			rest, _, _ = strings.Cut(rest, "&")
			out += name + rest + "\n"
		}
	}
	if out != "" {
		out += "\n"
	}
	return out
}

// words are the exchange as a transcript.
func (x httpExchange) words() string {
	lines := []string{x.method + " " + x.address}
	for _, l := range []struct{ name, val string }{{"Authorization: ", x.auth}, {"", x.posted}, {"Location: ", x.location}, {"WWW-Authenticate: ", x.challenge}, {"", x.trouble}, {"", x.body}} {
		if l.val != "" {
			lines = append(lines, l.name+l.val)
		}
	}
	if x.status > 0 {
		lines[0] += "\nHTTP " + strconv.Itoa(x.status)
	}
	return strings.Join(lines, "\n")
}
