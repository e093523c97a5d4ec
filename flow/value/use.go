package value

import (
	"fmt"
	"strings"

	"mailgrant/flow/text"
)

// Use is what the target product does with mail. The zero Use means nothing.
type Use uint8

// The uses.
const (
	Incoming Use = 1 << iota // fetch messages
	Outgoing                 // send messages
	Both     = Incoming | Outgoing
)

// Names are the uses as --use and the index spell them.
func (u Use) Names() []string {
	names := []string{}
	if u&Incoming != 0 {
		names = append(names, "incoming")
	}
	if u&Outgoing != 0 {
		names = append(names, "outgoing")
	}
	return names
}

// Words names a use in words.
func (u Use) Words() string {
	switch u {
	case Incoming:
		return "fetch mail"
	case Outgoing:
		return "send mail"
	case Both:
		return "fetch and send mail"
	}
	return ""
}

// UseOf is the use for names as Names returns them; it ignores others.
func UseOf(names []string) Use {
	var u Use
	for _, name := range names {
		if one, err := ParseUse(name); err == nil {
			u |= one
		}
	}
	return u
}

// ParseUse reads names such as "incoming,outgoing".
func ParseUse(txt string) (Use, error) {
	var u Use
	for name := range strings.SplitSeq(txt, ",") {
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "incoming":
			u |= Incoming
		case "outgoing":
			u |= Outgoing
		case "both":
			u |= Both
		default:
			return 0, fmt.Errorf("unknown use %q: write incoming, outgoing, or incoming,outgoing", text.Clean(name))
		}
	}
	return u, nil
}
