package explain

import (
	"bytes"
	"mailgrant/flow/catalogue"
	"slices"
	"strconv"
	"strings"
)

// numeral is one of Entra's numbers in a text.
type numeral struct {
	number   int
	from, to int // in plain
	bare     bool
}

// Entra's numbers have five to seven digits (facts/entra.md section 5).
const fewest, longest = 5, 7

// numerals finds the numbers behind AADSTS and in lists of error codes; where
// there is none, known ones that something else shows to be meant.
func numerals(r reading) []numeral {
	var found []numeral
	for i := 0; ; {
		at := bytes.Index(r.key[i:], []byte("aadsts"))
		if at < 0 {
			break
		}
		i += at + len("aadsts")
		if n, ok := numeralAt(r, i); ok {
			n.from = r.place(i - len("aadsts"))
			found = append(found, n)
		}
	}
	found = append(found, listed(r)...)
	if len(found) == 0 {
		found = bare(r)
	}
	return found
}

// numeralAt reads the digits from byte i of key on. Digits on the next line
// belong to them where a line wrap has cut a number in two.
func numeralAt(r reading, i int) (numeral, bool) {
	if i >= len(r.key) || i > 0 && r.place(i)-r.place(i-1) > 4 {
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
	return numeral{number: number(r, i, end-i), from: r.place(i), to: r.place(end-1) + 1}, true
}

// run counts the digits from byte i of key on that stand together in plain.
func run(r reading, i int) int {
	n := 0
	for i+n < len(r.key) && n <= longest && digit(r.key[i+n]) && (n == 0 || r.at[i+n] == r.at[i+n-1]+1) {
		n++
	}
	return n
}

// wrapped reports that nothing but a line end, in a frame or not, stands before
// byte i of key.
func wrapped(r reading, i int) bool {
	between := r.plain[r.at[i-1]+1 : r.at[i]]
	return bytes.IndexByte(between, '\n') >= 0 && len(bytes.Trim(between, " \n|│┃\\")) == 0
}

// closes reports that what follows byte i of key ends a code: a colon or a quote.
func closes(r reading, i int) bool {
	at := r.place(i-1) + 1
	return at == len(r.plain) || strings.IndexByte(":.\"',\n", r.plain[at]) >= 0
}

func number(r reading, i, n int) int {
	v, err := strconv.Atoi(string(r.key[i:min(i+n, len(r.key))]))
	if err != nil {
		return 0
	}
	return v
}

// listReach is how far behind the words "error codes" their numbers stand, in bytes.
const listReach = 160

// listed reads error_codes in JSON, in a PHP dump or in a log.
func listed(r reading) []numeral {
	var found []numeral
	for i := 0; ; {
		at := bytes.Index(r.key[i:], []byte("errorcodes"))
		if at < 0 {
			return found
		}
		i += at + len("errorcodes")
		from := r.place(i-1) + 1
		for n := range standalone(r.plain[from:min(from+listReach, len(r.plain))], true) {
			n.from, n.to = n.from+from, n.to+from
			found = append(found, n)
		}
	}
}

// standalone yields the numbers of Entra's length in a text. strict ends at the
// first word that is not part of a dump.
func standalone(text []byte, strict bool) func(func(numeral) bool) {
	return func(yield func(numeral) bool) {
		for i := 0; i < len(text); {
			if !alnum(text[i]) {
				i++
				continue
			}
			from := i
			for i < len(text) && alnum(text[i]) {
				i++
			}
			word := text[from:i]
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

// short is how long a text may be for a number in it to be the question, in bytes.
const short = 60

// bare finds a known number that stands by itself, after a word that says it is
// an error, or behind what a careless copy has left of AADSTS.
func bare(r reading) []numeral {
	var found []numeral
	brief := len(bytes.TrimSpace(r.plain)) <= short
	for i := 0; i < len(r.key); {
		n := run(r, i)
		if n == 0 {
			i++
			continue
		}
		_, known := catalogue.Of(number(r, i, n))
		if known && n >= fewest && n <= longest && r.ends(i+n) && (r.begins(i) && brief || cued(r, i) || dated(r, i+n)) {
			found = append(found, numeral{number: number(r, i, n), from: r.place(i), to: r.place(i+n-1) + 1, bare: true})
		}
		i += n
	}
	return found
}

// cued reports a word before byte i of key that announces a code.
func cued(r reading, i int) bool {
	before := r.key[max(0, i-12):i]
	if r.begins(i) {
		return r.place(i)-r.place(max(i-1, 0)) <= 4 && (bytes.HasSuffix(before, []byte("code")) || bytes.HasSuffix(before, []byte("error")) || bytes.HasSuffix(before, []byte("errors")))
	}
	from := len(before)
	for from > 0 && !digit(before[from-1]) && !r.begins(i-len(before)+from) {
		from--
	}
	for _, left := range []string{"adsts", "dsts", "sts", "ts", "aadst", "aadts", "addsts", "aadsst", "adsst", "aasts", "aadstss"} {
		if string(before[from:]) == left {
			return true
		}
	}
	return false
}

// dated reports a time behind a number, as MSAL for Node writes its errors.
func dated(r reading, i int) bool {
	rest := r.plain[r.place(i-1)+1:]
	return bytes.HasPrefix(rest, []byte(" - [20")) || bytes.HasPrefix(rest, []byte(" - Timestamp"))
}
