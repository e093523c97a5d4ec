package aadsts

import "bytes"

// lead is how many bytes of a sign its first comparison takes.
const lead = 4

// gap is how far apart the two parts of a sign may stand, in squeezed bytes.
const gap = 240

// index finds signs by their first bytes.
type index map[[lead]byte][]int32

func indexed(signs []sign) index {
	x := index{}
	for i, s := range signs {
		k := [lead]byte([]byte(s.head[:lead]))
		x[k] = append(x[k], int32(i))
	}
	return x
}

// match is a sign in a text; from and to count squeezed bytes.
type match struct{ sign, from, to int }

// matches are the signs in a reading, in order. One that stands within another
// is part of that longer wording and left out.
func (c *catalogue) matches(r reading) []match {
	var found []match
	reach := 0
	for i := 0; i+lead <= len(r.key); i++ {
		if !r.begins(i) {
			continue
		}
		longest := match{to: i}
		for _, n := range c.index[[lead]byte(r.key[i:i+lead])] {
			if to := c.signs[n].end(r, i); to > longest.to {
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

// end is where the sign that begins at i ends; 0 where it is not there.
func (s sign) end(r reading, i int) int {
	if !bytes.HasPrefix(r.key[i:], []byte(s.head)) {
		return 0
	}
	to := i + len(s.head)
	if s.tail == "" {
		if r.ends(to) && (!s.word || r.together(i, to)) {
			return to
		}
		return 0
	}
	for from := to; ; {
		at := bytes.Index(r.key[from:min(from+gap, len(r.key))], []byte(s.tail))
		if at < 0 {
			return 0
		}
		to = from + at + len(s.tail)
		if r.begins(from+at) && r.ends(to) {
			return to
		}
		from += at + 1
		if from >= i+len(s.head)+gap {
			return 0
		}
	}
}
