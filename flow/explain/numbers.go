package explain

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/text"
)

// numeral is one of Entra's numbers in a text.
type numeral struct {
	number   int
	from, to int // in plain
	bare     bool
}

// Entra's numbers have five to seven digits (facts/entra.md section 5).
const fewest, longest = 5, 7

// numerals finds the numbers after AADSTS and in lists of error codes; if there
// are none, it finds known numbers that the context shows to be error codes.
func numerals(r text.Reading) []numeral {
	found := append(announced(r), listed(r)...)
	if len(found) == 0 {
		found = bare(r)
	}
	return found
}

// Codes are the numbers after AADSTS in a text, each once, in order.
func Codes(txt string) []int {
	var list []int
	for _, n := range announced(text.Read(txt)) {
		if !slices.Contains(list, n.number) {
			list = append(list, n.number)
		}
	}
	return list
}

// announced finds the numbers after AADSTS.
func announced(r text.Reading) []numeral {
	var found []numeral
	for i := 0; ; {
		at := bytes.Index(r.Key[i:], []byte("aadsts"))
		if at < 0 {
			return found
		}
		i += at + len("aadsts")
		if n, ok := numeralAt(r, i); ok {
			n.from = r.Place(i - len("aadsts"))
			found = append(found, n)
		}
	}
}

// numeralAt reads the digits from byte i of key on. Digits on the next line
// belong to them if a line wrap split the number.
func numeralAt(r text.Reading, i int) (numeral, bool) {
	if i >= len(r.Key) || i > 0 && r.Place(i)-r.Place(i-1) > 4 {
		return numeral{}, false
	}
	first := run(r, i)
	end := i + first
	if second := run(r, end); first > 0 && second > 0 && wrapped(r, end) {
		joined := first + second
		_, known := catalogue.Of(number(r, i, joined))
		_, alone := catalogue.Of(number(r, i, first))
		if first < fewest || known && !alone || known && closes(r, end+second) {
			end = i + joined
		}
	}
	if n := end - i; n < fewest || n > longest {
		return numeral{}, false
	}
	return numeral{number: number(r, i, end-i), from: r.Place(i), to: r.Place(end-1) + 1}, true
}

// run counts the digits from byte i of key on that are adjacent in plain.
func run(r text.Reading, i int) int {
	n := 0
	for i+n < len(r.Key) && n <= longest && text.Digit(r.Key[i+n]) && (n == 0 || r.At[i+n] == r.At[i+n-1]+1) {
		n++
	}
	return n
}

// wrapped reports that only a line end, with or without a frame, precedes byte
// i of key.
func wrapped(r text.Reading, i int) bool {
	between := r.Plain[r.After(i):r.At[i]]
	return bytes.IndexByte(between, '\n') >= 0 && len(bytes.Trim(between, " \n|│┃\\")) == 0
}

// closes reports whether the text after byte i of key ends a code: a colon or a
// quote.
func closes(r text.Reading, i int) bool {
	at := r.Place(i-1) + 1
	return at == len(r.Plain) || strings.IndexByte(":.\"',\n", r.Plain[at]) >= 0
}

func number(r text.Reading, i, n int) int {
	v, err := strconv.Atoi(string(r.Key[i:min(i+n, len(r.Key))]))
	if err != nil {
		return 0
	}
	return v
}

// listReach is the maximum distance of numbers after the words "error codes",
// in bytes.
const listReach = 160

// listed reads error_codes in JSON, in a PHP dump or in a log.
func listed(r text.Reading) []numeral {
	var found []numeral
	for i := 0; ; {
		at := bytes.Index(r.Key[i:], []byte("errorcodes"))
		if at < 0 {
			return found
		}
		i += at + len("errorcodes")
		from := r.Place(i-1) + 1
		for n := range standalone(r.Plain[from:min(from+listReach, len(r.Plain))], true) {
			n.from, n.to = n.from+from, n.to+from
			found = append(found, n)
		}
	}
}

// standalone yields the numbers of Entra's length in a text. With strict it
// stops at the first word that is not part of a dump.
func standalone(txt []byte, strict bool) func(func(numeral) bool) {
	return func(yield func(numeral) bool) {
		for i := 0; i < len(txt); {
			if !text.Alnum(txt[i]) {
				i++
				continue
			}
			from := i
			for i < len(txt) && text.Alnum(txt[i]) {
				i++
			}
			word := txt[from:i]
			v, err := strconv.Atoi(string(word[:min(len(word), longest+1)]))
			switch {
			case err == nil && len(word) >= fewest && len(word) <= longest:
				if !yield(numeral{number: v, from: from, to: i}) {
					return
				}
			case err != nil && strict && !slices.Contains([]string{"array", "int", "number", "integer"}, strings.ToLower(string(word))):
				return
			}
		}
	}
}

// short is the maximum length of a text in which a number can be the whole
// question, in bytes.
const short = 60

// bare finds a known number that is alone, follows a word for an error, or
// follows the remains of AADSTS after a careless copy.
func bare(r text.Reading) []numeral {
	var found []numeral
	brief := len(bytes.TrimSpace(r.Plain)) <= short
	for i := 0; i < len(r.Key); {
		n := run(r, i)
		if n == 0 {
			i++
			continue
		}
		_, known := catalogue.Of(number(r, i, n))
		if known && n >= fewest && n <= longest && r.Ends(i+n) && (r.Begins(i) && brief || cued(r, i) || dated(r, i+n)) {
			found = append(found, numeral{number: number(r, i, n), from: r.Place(i), to: r.Place(i+n-1) + 1, bare: true})
		}
		i += n
	}
	return found
}

// cued reports a word before byte i of key that announces a code.
func cued(r text.Reading, i int) bool {
	before := r.Key[max(0, i-12):i]
	if r.Begins(i) {
		return r.Place(i)-r.Place(max(i-1, 0)) <= 4 && (bytes.HasSuffix(before, []byte("code")) || bytes.HasSuffix(before, []byte("error")) || bytes.HasSuffix(before, []byte("errors")))
	}
	from := len(before)
	for from > 0 && !text.Digit(before[from-1]) && !r.Begins(i-len(before)+from) {
		from--
	}
	for _, left := range []string{"adsts", "dsts", "sts", "ts", "aadst", "aadts", "addsts", "aadsst", "adsst", "aasts", "aadstss"} {
		if string(before[from:]) == left {
			return true
		}
	}
	return false
}

// dated reports a time after a number, as MSAL for Node writes its errors.
func dated(r text.Reading, i int) bool {
	rest := r.Plain[r.Place(i-1)+1:]
	return bytes.HasPrefix(rest, []byte(" - [20")) || bytes.HasPrefix(rest, []byte(" - Timestamp"))
}
