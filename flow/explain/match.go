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

// index finds signs by their first bytes.
type index struct {
	all []catalogue.Sign
	by  map[[lead]byte][]int32
}

var (
	signs = sync.OnceValue(func() index { return indexed(catalogue.Signs()) })
	words = sync.OnceValue(func() index { return indexed(catalogue.Spoken()) })
	facts = sync.OnceValue(func() index { return indexed(catalogue.Facts()) })
)

func indexed(all []catalogue.Sign) index {
	x := index{all, map[[lead]byte][]int32{}}
	for i, s := range all {
		for _, w := range s.Parts[0].Words {
			k := [lead]byte([]byte(w[:lead]))
			if list := x.by[k]; len(list) == 0 || list[len(list)-1] != int32(i) { //nolint:gosec // a few hundred
				x.by[k] = append(list, int32(i)) //nolint:gosec // a few hundred
			}
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
		best, longest := -1, i
		for _, n := range x.by[[lead]byte(r.Key[i:i+lead])] {
			if to := end(x.all[n], r, i); to > longest {
				best, longest = int(n), to
			}
		}
		if longest > max(i, reach) {
			found = append(found, match{&x.all[best], i, longest})
			reach = longest
		}
	}
	return found
}

// end is the end of the sign that begins at i; 0 if it is not there.
func end(s catalogue.Sign, r text.Reading, i int) int {
	distance := gap
	if s.Weight == catalogue.Hint {
		distance = sentence // facts have no weight
	}
	to := follow(s.Parts, r, i, distance)
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
