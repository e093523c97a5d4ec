package explain

import (
	"bytes"
	"sync"

	"mailgrant/flow/catalogue"
	"mailgrant/flow/text"
)

// gap is the maximum distance between the two parts of a sign, in squeezed
// bytes; near is that of what people write in a sentence.
const gap, near = 240, 60

// lead is how many bytes of a sign the first comparison uses.
const lead = catalogue.Lead

// index finds signs by their first bytes.
type index struct {
	all []catalogue.Sign
	by  map[[lead]byte][]int32
}

var (
	signs = sync.OnceValue(func() index { return indexed(catalogue.Signs()) })
	facts = sync.OnceValue(func() index { return indexed(catalogue.Facts()) })
)

func indexed(all []catalogue.Sign) index {
	x := index{all, map[[lead]byte][]int32{}}
	for i, s := range all {
		k := [lead]byte([]byte(s.Head[:lead]))
		x.by[k] = append(x.by[k], int32(i))
	}
	return x
}

// match is a sign in a text; from and to count squeezed bytes.
type match struct{ sign, from, to int }

// matches are the signs in a reading, in order. A sign inside another belongs
// to the longer wording and is left out.
func matches(r text.Reading) []match {
	var found []match
	x := signs()
	reach := 0
	for i := 0; i+lead <= len(r.Key); i++ {
		if !r.Begins(i) {
			continue
		}
		longest := match{to: i}
		for _, n := range x.by[[lead]byte(r.Key[i:i+lead])] {
			if to := end(x.all[n], r, i); to > longest.to {
				longest = match{int(n), i, to}
			}
		}
		if longest.to > max(i, reach) {
			found = append(found, longest)
			reach = longest.to
		}
	}
	return found
}

// end is the end of the sign that begins at i; 0 if it is not there.
func end(s catalogue.Sign, r text.Reading, i int) int {
	if !bytes.HasPrefix(r.Key[i:], []byte(s.Head)) {
		return 0
	}
	to, gap := i+len(s.Head), gap
	if s.Weight == catalogue.Hint {
		gap = near // facts have no weight
	}
	if s.Tail == "" {
		if r.Ends(to) && (!s.Word || r.Together(i, to)) {
			return to
		}
		return 0
	}
	for from := to; ; {
		at := bytes.Index(r.Key[from:min(from+gap, len(r.Key))], []byte(s.Tail))
		if at < 0 {
			return 0
		}
		to = from + at + len(s.Tail)
		if r.Begins(from+at) && r.Ends(to) {
			return to
		}
		from += at + 1
		if from >= i+len(s.Head)+gap {
			return 0
		}
	}
}
