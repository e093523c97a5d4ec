package explain

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"time"

	"mailgrant/flow/intake"
	"mailgrant/flow/redact"
	"mailgrant/flow/text"
)

// ErrLarge reports a browser's recording that is too large to be read whole.
var ErrLarge = errors.New("the recording is too large")

// ErrBlank reports a stream that holds nothing to read.
var ErrBlank = errors.New("the text is empty")

const (
	whole           = 128 << 10 // a text up to this length is explained at once, in bytes
	block           = 64 << 10  // a longer one is searched in blocks
	overlap         = 4 << 10   // how much of a block is searched again, with the next one
	edge            = 16 << 10  // how much of each end is read of a log that holds no clue
	longestDocument = 32 << 20  // a document up to this length is read whole, in bytes
	longestReport   = 8 << 20   // a report of mailgrant's up to this length is read whole, in bytes
	documentHead    = 8 << 10   // how much of its beginning shows that it is one

	wordLess = block / 2 // a block without a line end or space in this much of its end is cut anywhere
)

// Stream explains a text of any length at a time, in bounded memory: of a long
// one, the last failure in it. It warns about secrets anywhere in it. A document
// that tells only as a whole is read whole. Its error is the reader's, ErrBlank
// or ErrLarge.
func Stream(in io.Reader, now time.Time) (Explanation, error) {
	x, err := explainedStream(in, now)
	if x.Token != nil {
		x.Token.Ended = x.Token.age(now)
	}
	return x, err
}

func explainedStream(in io.Reader, now time.Time) (Explanation, error) {
	start, err := io.ReadAll(io.LimitReader(in, whole+1))
	if err != nil {
		return Explanation{}, err
	}
	if len(start) <= whole {
		if len(bytes.Trim(start, " \t\r\n\x00")) == 0 {
			return Explanation{}, ErrBlank
		}
		return ofDocument(string(start), intake.Read(string(start)), now), nil
	}
	if beginsReport(start[:documentHead]) {
		rest, err := io.ReadAll(io.LimitReader(in, int64(longestReport-len(start)+1)))
		if err != nil {
			return Explanation{}, err
		}
		if start = append(start, rest...); len(start) <= longestReport {
			return explained(text.Read(string(start))), nil
		}
	}
	if intake.Begins(string(start[:documentHead])) {
		rest, err := io.ReadAll(io.LimitReader(in, int64(longestDocument-len(start)+1)))
		if err != nil {
			return Explanation{}, err
		}
		start = append(start, rest...)
		if len(start) > longestDocument && recorded(start) {
			return Explanation{}, ErrLarge
		}
		if doc := intake.Read(string(start[:min(len(start), longestDocument)])); doc.Format != "" {
			return ofDocument(string(start), doc, now), nil
		}
	}
	s := &search{report: beginsReport(start[:documentHead])}
	if err := s.all(io.MultiReader(bytes.NewReader(start), in)); err != nil {
		return Explanation{}, err
	}
	if s.blank {
		return Explanation{}, ErrBlank
	}
	return s.explanation(), nil
}

// search looks for the last failure in a stream.
type search struct {
	before     []byte // the block before
	head       []byte // the beginning
	firm, weak window // around the last clue, and around the last one that counts only without a better one
	secrets    redact.Found
	blank      bool // nothing but white space so far
	report     bool // it begins as a report of mailgrant's
}

// window is the text around a clue: the block before its own, that one, and the
// next.
type window struct {
	text []byte
	open bool // the next block is still missing
}

func (w *window) add(b []byte) {
	if w.open {
		w.text, w.open = append(w.text, b...), false
	}
}

func (s *search) all(in io.Reader) error {
	s.blank = true
	buf := make([]byte, block)
	for kept := 0; ; {
		n, err := io.ReadFull(in, buf[kept:])
		n += kept
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			s.next(buf[:n])
			return nil
		}
		if err != nil {
			return err
		}
		end := cutAt(buf)
		s.next(buf[:end])
		kept = copy(buf, buf[end:])
	}
}

// cutAt is where a full block ends: after a line, else at a space, else
// anywhere.
func cutAt(buf []byte) int {
	for _, at := range []byte("\n ") {
		if end := bytes.LastIndexByte(buf, at); end >= wordLess {
			return end + 1
		}
	}
	return len(buf)
}

// next searches a block. UTF-16 loses its zero bytes.
func (s *search) next(buf []byte) {
	b := bytes.ReplaceAll(buf, []byte{0}, nil)
	s.blank = s.blank && len(bytes.TrimSpace(b)) == 0
	s.firm.add(b)
	s.weak.add(b)
	r := text.Read(string(s.before[max(0, len(s.before)-overlap):]) + string(b))
	found := redact.Find(r)
	s.secrets.Secret = s.secrets.Secret || found.Secret
	s.secrets.Token = s.secrets.Token || found.Token
	switch worth := worthOf(r, len(found.Tokens) > 0); {
	case worth == firm:
		s.firm = window{slices.Concat(s.before, b), true}
	case worth == weak && s.firm.text == nil:
		s.weak = window{slices.Concat(s.before, b), true}
	}
	if s.head == nil {
		s.head = slices.Clone(b[:min(len(b), edge)])
	}
	s.before = b
}

func (s *search) explanation() Explanation {
	if s.report {
		return tooLarge()
	}
	around := s.firm.text
	if around == nil {
		around = s.weak.text
	}
	var x Explanation
	if around == nil {
		end := s.before[max(0, len(s.before)-edge):]
		x = explained(text.Read(string(s.head) + "\n\n" + string(end)))
	} else {
		x = newest(string(around))
	}
	own := redact.Found{Secret: true, Token: true}
	x.Warnings = append(s.secrets.Warnings(), slices.DeleteFunc(x.Warnings, func(w string) bool { return slices.Contains(own.Warnings(), w) })...)
	return x
}

// worth is what a part of a text tells about causes.
type worth int

const (
	none worth = iota
	weak       // only what counts if there is nothing better
	firm
)

// worthOf is what a reading holds; the surest clue counts.
func worthOf(r text.Reading, token bool) worth {
	if len(numerals(r)) > 0 || len(named(r)) > 0 {
		return firm
	}
	if rep, ok := readReports(r.Plain); ok && len(rep.roots()) > 0 {
		return firm
	}
	clues := worded(r, signs().matches(r, span{0, len(r.Key)}))
	switch {
	case slices.ContainsFunc(clues, func(k clue) bool { return !hinting(k) }):
		return firm
	case len(clues) > 0 || token:
		return weak
	}
	return none
}

// hinting reports a clue that counts only if there is nothing better.
func hinting(k clue) bool { return k.weight == hinted }
