package redact

import "strings"

// piece is the number of consecutive characters of a form that give a secret
// away: a text can be cut anywhere. They fit into one number.
const piece = 8

// known is a secret in all of its forms. A token has thousands of pieces, and
// few texts contain any: rough rules out most pieces quickly.
type known struct {
	forms []form
	rough [1 << roughBits / 64]uint64
}

const roughBits = 17

func know(secret string) *known {
	k := &known{forms: formsOf(secret)}
	for _, f := range k.forms {
		eachPiece(f.text, func(_ int, number uint64) {
			bit := spread(number)
			k.rough[bit/64] |= 1 << (bit % 64)
		})
	}
	return k
}

// eachPiece calls give with every piece of a text as a number, and the place
// where it ends.
func eachPiece(text string, give func(end int, number uint64)) {
	number := uint64(0)
	for i := range len(text) {
		number = number<<8 | uint64(text[i])
		if i+1 >= piece {
			give(i+1, number)
		}
	}
}

// spread is a number's bit in rough (Fibonacci hashing).
func spread(number uint64) uint64 { return number * 0x9E3779B97F4A7C15 >> (64 - roughBits) }

// find marks each part of a folded text that is the secret or a part of it.
func (k *known) find(text string, mark func(from, to int)) {
	for _, f := range k.forms {
		if len(f.text) >= piece {
			continue
		}
		for at, next := 0, 0; next >= 0; at += next + 1 {
			if next = strings.Index(text[at:], f.text); next >= 0 {
				f.mark(text, at+next, at+next+len(f.text), mark)
			}
		}
	}
	eachPiece(text, func(end int, number uint64) {
		bit := spread(number)
		if k.rough[bit/64]&(1<<(bit%64)) == 0 {
			return
		}
		for _, f := range k.forms {
			if strings.Contains(f.text, text[end-piece:end]) {
				f.mark(text, end-piece, end, mark)
			}
		}
	})
}

// mark marks a part of a text. The first and last characters of base64 hold
// bits of the secret and of the bytes next to it.
func (f form) mark(text string, from, to int, mark func(from, to int)) {
	if f.packed {
		if from > 0 && inBase64(text[from-1]) {
			from--
		}
		if to < len(text) && inBase64(text[to]) {
			to++
		}
		for to < len(text) && text[to] == '=' {
			to++
		}
	}
	mark(from, to)
}

func inBase64(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '+' || b == '/'
}
