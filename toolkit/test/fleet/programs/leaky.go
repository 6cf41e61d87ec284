// A service in Go that leaks a sender with each request, has a healthy janitor, and serves its profiles.
package main

import (
	"fmt"
	"net"
	"net/http"
	_ "net/http/pprof"
	"time"
)

func ask(rows chan<- string) {
	rows <- "a row" // ask waits
}

func query(w http.ResponseWriter, r *http.Request) {
	rows := make(chan string)
	for range [3]int{} {
		go ask(rows)
	}
	fmt.Fprintln(w, <-rows, <-rows)
}

func janitor() {
	for {
		time.Sleep(time.Hour)
	}
}

func main() {
	go janitor()
	http.HandleFunc("/query", query)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr())
	panic(http.Serve(listener, nil))
}
