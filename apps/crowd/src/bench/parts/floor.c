/* The floor under every server of sockets: one send() of ready bytes to each of N connections, M times; the CPU of it and nothing else.
   Arguments: connections, bytes. Writes its port; each line on its input is a number of messages, answered by microseconds of CPU a send. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static double cpu(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

int main(int count, char **words) {
  if (count < 3) return 2;
  int connections = atoi(words[1]), bytes = atoi(words[2]), yes = 1;
  int listening = socket(AF_INET, SOCK_STREAM, 0), *peers = malloc(sizeof(int) * connections);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  if (bind(listening, (struct sockaddr *)&address, sizeof address) || listen(listening, 1000)) return 1;
  getsockname(listening, (struct sockaddr *)&address, &size);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  for (int i = 0; i < connections; i++) {
    if ((peers[i] = accept(listening, NULL, NULL)) < 0) return 1;
    setsockopt(peers[i], IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  }
  char *message = malloc(bytes), line[64];
  memset(message, 'x', bytes);
  while (fgets(line, sizeof line, stdin)) {
    int messages = atoi(line);
    double before = cpu();
    for (int m = 0; m < messages; m++)
      for (int i = 0; i < connections; i++)
        for (int done = 0; done < bytes;) {
          ssize_t sent = send(peers[i], message + done, bytes - done, MSG_DONTWAIT | MSG_NOSIGNAL);
          if (sent >= 0) done += sent;
          else if (errno == EAGAIN) poll(&(struct pollfd){.fd = peers[i], .events = POLLOUT}, 1, 1000);
          else return 1;
        }
    printf("%.3f\n", (cpu() - before) / ((double)messages * connections));
    fflush(stdout);
  }
  return 0;
}
