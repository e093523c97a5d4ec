package text

import "strings"

// Nearest is the known word that an unknown one probably means: the one with
// the fewest typing errors, at most one per three letters, else the shortest
// that begins with it; "" if there is none.
func Nearest(word string, known []string) string {
	const letters = 64 // no known name is longer, and the time of a comparison grows with the square
	word = strings.ToLower(word)
	if word == "" || len(word) > letters {
		return ""
	}
	best, least := "", max(1, len(word)/3)+1
	begin := ""
	for _, k := range known {
		low := strings.ToLower(k)
		if d := slips(word, low); d < min(len(word), least) || d == least && best != "" && k < best {
			best, least = k, d
		}
		if len(word) > 2 && strings.HasPrefix(low, word) && (begin == "" || len(k) < len(begin)) {
			begin = k
		}
	}
	if best == "" {
		return begin
	}
	return best
}

// slips counts the letters to add, remove, replace or swap with a neighbor to
// turn one word into another.
func slips(a, b string) int {
	from, to := []rune(a), []rune(b)
	var before []int
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i := range from {
		next := make([]int, len(to)+1)
		next[0] = i + 1
		for j := range to {
			cost := 1
			if from[i] == to[j] {
				cost = 0
			}
			next[j+1] = min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && from[i] == to[j-1] && from[i-1] == to[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(to)]
}
