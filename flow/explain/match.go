package explain

import (
	"bytes"
	"sync"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/text"
)

// gap is the maximum distance between the two parts of a sign, in squeezed
// bytes; sentence is that of what people write.
const gap, sentence = 240, 60

// lead is how many bytes of a sign the first comparison uses.
const lead = catalogue.Lead

// index finds signs by how they begin.
type index struct {
	by [][]entry // by hash
}

// entry is a word that a sign begins with.
type entry struct {
	word []byte
	sign *catalogue.Sign
}

// at are the signs that may begin at a place of key.
func (x index) at(key []byte) []entry { return x.by[hash(key)] }

const hashes = 1 << 12

// hash is one of the first bytes of a key.
func hash(key []byte) int {
	n := 0
	for _, b := range key[:lead] {
		n = n*37 + int(b)
	}
	return n % hashes
}

var (
	signs = sync.OnceValue(func() index { return indexed(catalogue.Signs()) })
	words = sync.OnceValue(func() index { return indexed(catalogue.Spoken()) })
	facts = sync.OnceValue(func() index { return indexed(catalogue.Facts()) })
)

func indexed(all []catalogue.Sign) index {
	x := index{make([][]entry, hashes)}
	for i := range all {
		for _, w := range all[i].Parts[0].Words {
			n := hash([]byte(w))
			x.by[n] = append(x.by[n], entry{[]byte(w), &all[i]})
		}
	}
	return x
}

// match is a sign in a text; from and to count squeezed bytes.
type match struct {
	sign     *catalogue.Sign
	from, to int
}

// matches are the signs of an index in a part of a reading, in order. A sign
// inside another belongs to the longer wording and is left out.
func (x index) matches(r text.Reading, in span) []match {
	var found []match
	reach := 0
	for i := in.from; i+lead <= in.to; i++ {
		if !r.Begins(i) {
			continue
		}
		var best *catalogue.Sign
		longest := i
		for _, e := range x.at(r.Key[i:]) {
			if !bytes.HasPrefix(r.Key[i:], e.word) {
				continue
			}
			if to := end(e, r, i); to > longest {
				best, longest = e.sign, to
			}
		}
		if longest > max(i, reach) {
			found = append(found, match{best, i, longest})
			reach = longest
		}
	}
	return found
}

// end is the end of a sign of which the first word is at i; 0 if the rest is not
// there.
func end(e entry, r text.Reading, i int) int {
	s, distance := e.sign, gap
	if s.Weight == catalogue.Hint {
		distance = sentence // facts have no weight
	}
	to := follow(s.Parts[1:], r, i+len(e.word), distance)
	if s.Word && to > 0 && !r.Together(i, to) {
		return 0
	}
	return to
}

// follow is the longest end of some parts that begin at byte i of key; 0 if they
// don't.
func follow(parts []catalogue.Part, r text.Reading, i, distance int) int {
	if len(parts) == 0 {
		if r.Ends(i) {
			return i
		}
		return 0
	}
	longest := 0
	for _, w := range parts[0].Words {
		to := 0
		switch {
		case !parts[0].Apart && bytes.HasPrefix(r.Key[i:], []byte(w)):
			to = i + len(w)
		case parts[0].Apart:
			to = beyond(r, i, distance, w)
		}
		if to > 0 {
			longest = max(longest, follow(parts[1:], r, to, distance))
		}
	}
	return longest
}

// beyond is the end of a word's first occurrence that begins within a distance
// after byte i of key; 0 if there is none.
func beyond(r text.Reading, i, distance int, word string) int {
	for from := i; ; {
		at := bytes.Index(r.Key[from:min(i+distance+len(word), len(r.Key))], []byte(word))
		if at < 0 {
			return 0
		}
		if r.Begins(from + at) {
			return from + at + len(word)
		}
		from += at + 1
	}
}
