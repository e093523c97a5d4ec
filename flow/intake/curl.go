package intake

import (
	"strings"

	"mailgrant/flow/guide"
	"mailgrant/flow/value"
)

// readCurl reads a transcript of curl -v: where its requests went. Its answers
// are read as any text.
func readCurl(txt string) (Text, bool) {
	if !strings.Contains(txt, "< HTTP/") && !strings.Contains(txt, "> POST ") && !strings.Contains(txt, "> GET ") || len(txt) > longestPaste {
		return Text{}, false
	}
	t := Text{Format: Curl}
	path, asked := "", false
	for line := range strings.Lines(txt) {
		line = strings.TrimSpace(line)
		rest, sent := strings.CutPrefix(line, "> ")
		if !sent {
			continue
		}
		for _, method := range []string{"POST ", "GET ", "PATCH ", "PUT ", "DELETE "} {
			if p, ok := strings.CutPrefix(rest, method); ok {
				path, asked = firstWord(p), true
			}
		}
		name, host, _ := strings.Cut(rest, ":")
		if path == "" || !strings.EqualFold(name, "host") {
			continue
		}
		target := "https://" + strings.TrimSpace(host) + path
		path = ""
		e, ok := value.ParseEndpoint(withoutQuery(target))
		if !ok {
			continue
		}
		field := guide.FieldToken
		if e.Kind == value.EndpointAuthorize {
			field = guide.FieldAuth
		}
		if e.Kind == value.EndpointToken || e.Kind == value.EndpointAuthorize {
			v := named(field, "request", target)
			v.Set = true
			t.Values = append(t.Values, v)
		}
	}
	if !asked {
		return Text{}, false
	}
	for _, v := range labelledValues(asking(txt)) {
		v.Set = v.Label != ""
		t.Values = append(t.Values, v)
	}
	return t, true
}

// asking is a transcript without the answers: an error names other IDs.
func asking(txt string) string {
	var b strings.Builder
	for line := range strings.Lines(txt) {
		if !strings.HasPrefix(strings.TrimSpace(line), "<") {
			b.WriteString(line)
		}
	}
	return b.String()
}
