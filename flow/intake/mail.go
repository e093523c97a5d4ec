package intake

import (
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"

	"mailgrant/flow/text"
)

// decodedMail is an e-mail as its reader sees it: its subject, and its parts out
// of base64 and quoted-printable. ok is false for a text that is none. A part
// without the mail around it does, too.
func decodedMail(txt string) (string, bool) {
	const field = "content-transfer-encoding:"
	if !strings.Contains(txt, "-Transfer-") && !strings.Contains(txt, "-transfer-") {
		return "", false
	}
	lines := strings.Split(strings.ReplaceAll(txt, "\r\n", "\n"), "\n")
	var out strings.Builder
	decoded := false
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if strings.Contains(line, "=?") {
			for i+1 < len(lines) && strings.HasPrefix(strings.TrimLeft(lines[i+1], " \t"), "=?") {
				i++
				line += " " + strings.TrimSpace(lines[i])
			}
			var dec mime.WordDecoder
			if plain, err := dec.DecodeHeader(line); err == nil {
				line = plain
			}
		}
		if !strings.HasPrefix(strings.ToLower(line), field) {
			out.WriteString(line + "\n")
			continue
		}
		head, body, next := part(lines, i)
		plain, ok := head.decode(body)
		decoded = decoded || ok
		out.WriteString("\n" + plain + "\n")
		i = next - 1
	}
	return out.String(), decoded
}

// unpacked is a text out of base64 where all of it is in base64.
func unpacked(txt string) (string, bool) {
	const shortest = 60
	if len(txt) < shortest || len(txt) > longestPaste || strings.ContainsAny(txt, "{}:.,;<>()@") {
		return "", false
	}
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(txt), ""))
	if err != nil || !utf8.Valid(raw) || strings.Count(string(raw), " ") < len(raw)/20 {
		return "", false
	}
	return string(raw), true
}

// partHead is what the header of a part says about its body.
type partHead struct{ encoding, kind, charset string }

// part splits off a part by one line of its header: the whole header, the body
// up to the boundary, and the line after it.
func part(lines []string, at int) (head partHead, body []string, next int) {
	first := at
	for first > 0 && lines[first-1] != "" && !strings.HasPrefix(lines[first-1], "--") {
		first--
	}
	i := first
	for ; i < len(lines) && strings.TrimSpace(lines[i]) != ""; i++ {
		key, val, _ := strings.Cut(lines[i], ":")
		for i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" && strings.ContainsAny(lines[i+1][:1], " \t") {
			i++
			val += " " + strings.TrimSpace(lines[i])
		}
		val = strings.TrimSpace(val)
		switch strings.ToLower(key) {
		case "content-transfer-encoding":
			head.encoding = strings.ToLower(val)
		case "content-type":
			kind, params, err := mime.ParseMediaType(val)
			if err == nil {
				head.kind, head.charset = kind, strings.ToLower(params["charset"])
			}
		}
	}
	from := min(i+1, len(lines))
	next = from
	for next < len(lines) && !strings.HasPrefix(lines[next], "--") {
		next++
	}
	return head, lines[from:next], next
}

// decode is a part's text. A picture and other parts that hold no text are left
// out.
func (h partHead) decode(body []string) (plain string, ok bool) {
	raw := strings.Join(body, "\n")
	if major, _, _ := strings.Cut(h.kind, "/"); h.kind != "" && major != "text" && major != "message" && h.kind != "application/json" {
		return "", h.encoding == "base64"
	}
	var data []byte
	switch h.encoding {
	case "base64":
		packed := strings.Join(strings.Fields(raw), "")
		packed = strings.TrimRight(packed, "=")
		bytes, err := base64.RawStdEncoding.DecodeString(packed)
		if err != nil && len(bytes) == 0 {
			return raw, false
		}
		data = bytes // what came before a mistake, too
	case "quoted-printable":
		bytes, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(raw)))
		if err != nil && len(bytes) == 0 {
			return raw, false
		}
		data = bytes
	default:
		return raw, false
	}
	switch h.charset {
	case "iso-8859-1", "iso-8859-15", "windows-1252", "latin1":
		wide := make([]rune, len(data))
		for i, b := range data {
			wide[i] = rune(b)
		}
		return string(wide), true
	}
	return text.Decode(data), true
}
