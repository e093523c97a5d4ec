package explain

import (
	"errors"
	"io"
)

// Read reads all of r and keeps the beginning and the end, which is what Explain
// uses of a long text.
func Read(r io.Reader) (string, error) {
	head, err := io.ReadAll(io.LimitReader(r, Edge))
	if err != nil {
		return "", err
	}
	var tail []byte
	chunk := make([]byte, 64<<10)
	for {
		n, err := r.Read(chunk)
		tail = append(tail, chunk[:n]...)
		if len(tail) > 2*Edge {
			tail = append(tail[:0], tail[len(tail)-Edge:]...)
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", err
		}
	}
	if len(tail) > Edge {
		head = append(head, "\n\n"...)
		tail = tail[len(tail)-Edge:]
	}
	return string(head) + string(tail), nil
}
