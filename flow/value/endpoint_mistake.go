package value

// urlMistake is a mistake in how a URL is written, wherever it points.
type urlMistake uint8

const (
	slipTooLong urlMistake = iota
	slipTwo
	slipControl
	slipVerb
	slipEncoded
	slipSpace
	slipSlashes
	slipBackslash
	slipUser
	slipPort
	slipDot
	slipDouble
	slipPunctuation
	slipQuery
	slipFragment
)

// hopeless reports a mistake after which nothing could be read.
func (s urlMistake) hopeless() bool { return s <= slipControl }

// Says names the mistake and what else to do about it.
func (s urlMistake) Says() (says string, do []string) {
	switch s {
	case slipTooLong:
		return "This is far too long for a URL.", []string{"Copy the URL again, and nothing else."}
	case slipTwo:
		return "There are two URLs here.", []string{"Paste one of them."}
	case slipControl:
		return "There are control characters or broken characters in the URL.", []string{"Copy it again from the portal."}
	case slipVerb:
		return "There is the word POST or GET in front of the URL, from a document.", nil
	case slipEncoded:
		return "The whole URL is percent-encoded, as inside a link.", nil
	case slipSpace:
		return "There is a space or a line end within the URL.", nil
	case slipSlashes:
		return "https: must be followed by two slashes.", nil
	case slipBackslash:
		return "There are backslashes in the URL; it is written with slashes.", nil
	case slipUser:
		return "There is a user name or password before an @ in the URL. An endpoint has none.",
			[]string{"If it was a real password, change it."}
	case slipPort:
		return "There is a port in the URL. Microsoft's endpoints have none.", nil
	case slipDot:
		return "There is a dot after the host name.", nil
	case slipDouble:
		return "There are two slashes in a row in the path.", nil
	case slipPunctuation:
		return "There is a full stop or comma at the end, from the sentence around it.", nil
	case slipQuery:
		return "There is a question mark and what a browser sends behind it. The endpoint ends before it.", nil
	case slipFragment:
		return "There is a # in the URL. An endpoint has none.", nil
	}
	return "", nil
}
