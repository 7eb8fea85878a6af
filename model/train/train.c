// Trains the demo model on CPU cores: llama's architecture in 32-bit floats, OpenBLAS for the matrices, Muon and Adam.
// It reads the same shards and writes the same checkpoints as train.py, which is for GPUs; on a CPU it is about three
// times as fast as that, since documents of any length lie side by side here without padding, and nothing is copied.
//
//   train WORK minutes=60 threads=2 [decay=0.3] [rate=0.02] [batch=4096] [width= layers= heads= middle=] [fresh=1]
//   train WORK check=1     compares the gradients with differences of the loss, and ends
//
// It goes on from WORK/checkpoint.bin, saves every five minutes and at the end (also on SIGINT and SIGTERM), and looks
// for new shards whenever it has read one through. Each new seed in WORK/data is read before an old one is read again.
#define _GNU_SOURCE
#include <dirent.h>
#include <math.h>
#include <omp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef SCIPY_OPENBLAS // the build of OpenBLAS that Python's package index has, for machines without another
#define cblas_sgemm scipy_cblas_sgemm
#define openblas_set_num_threads scipy_openblas_set_num_threads
#endif
void cblas_sgemm(int order, int ta, int tb, int m, int n, int k, float alpha, const float *a, int lda, const float *b,
                 int ldb, float beta, float *c, int ldc);
void openblas_set_num_threads(int);
enum { ROWS = 101, PLAIN = 111, TURNED = 112 };

enum { MAX_LAYERS = 32, MICRO = 768, BLOCK = 128 };
static const float EPSILON = 1e-5f;
static const double ROPE_BASE = 10000.0;
static int V, D, L, H, F, HD; // vocabulary, width, layers, heads, middle, width of a head

// ---- weights: one kind after the other, all layers of a kind together; the order is that of the checkpoint
enum { EMBEDDING, OUTPUT_NORM, ATTENTION_NORM, MIDDLE_NORM, QUERY, KEY, VALUE, ATTENTION_OUTPUT, GATE, UP, DOWN, KINDS };
enum { FIRST_MATRIX = QUERY };
typedef struct { int count, rows, columns; long at; } Kind;
static Kind kinds[KINDS];
static long total, adam; // numbers of all weights, and of those that Adam moves (they come first)
static float *W;

static void lay_out(void) {
  const Kind table[KINDS] = {{1, V, D, 0}, {1, 1, D, 0}, {L, 1, D, 0}, {L, 1, D, 0}, {L, D, D, 0}, {L, D, D, 0},
                             {L, D, D, 0}, {L, D, D, 0}, {L, F, D, 0}, {L, F, D, 0}, {L, D, F, 0}};
  total = 0;
  for (int k = 0; k < KINDS; k++) {
    kinds[k] = table[k];
    kinds[k].at = total;
    total += (long)table[k].count * table[k].rows * table[k].columns;
    if (k == FIRST_MATRIX - 1) adam = total;
  }
}
static float *in(float *all, int kind, int layer) {
  return all + kinds[kind].at + (long)layer * kinds[kind].rows * kinds[kind].columns;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}
static uint64_t dice = 88172645463325252ULL;
static double uniform(void) {
  dice ^= dice << 13, dice ^= dice >> 7, dice ^= dice << 17;
  return (dice >> 11) / 9007199254740992.0;
}
static float normal(void) { return sqrt(-2 * log(uniform() + 1e-12)) * cos(6.283185307179586 * uniform()); }
static float *numbers(long count) {
  void *p;
  if (posix_memalign(&p, 64, count * sizeof(float) + 64)) exit(9);
  return memset(p, 0, count * sizeof(float));
}

// c[m,n] = a[m,k] · b[n,k]ᵀ + beta·c, a · b, and aᵀ · b
static void mul_nt(int m, int n, int k, const float *a, int la, const float *b, int lb, float beta, float *c, int lc) {
  cblas_sgemm(ROWS, PLAIN, TURNED, m, n, k, 1, a, la, b, lb, beta, c, lc);
}
static void mul_nn(int m, int n, int k, const float *a, int la, const float *b, int lb, float beta, float *c, int lc) {
  cblas_sgemm(ROWS, PLAIN, PLAIN, m, n, k, 1, a, la, b, lb, beta, c, lc);
}
static void mul_tn(int m, int n, int k, const float *a, int la, const float *b, int lb, float beta, float *c, int lc) {
  cblas_sgemm(ROWS, TURNED, PLAIN, m, n, k, 1, a, la, b, lb, beta, c, lc);
}

// ---- one micro-batch: whole documents side by side, and what is kept of them on the way
typedef struct { float *x, *n1, *q, *k, *v, *y, *mid, *n2, *gate, *up, *h, *r1, *r2, *lse; } Layer;
typedef struct {
  Layer layer[MAX_LAYERS + 1];
  float *nf, *rf, *dx, *dt, *dq, *dk, *dv, *dgate, *dup, *dh, *s, *ds, *logits, *hs, *dhs, *delta, *G;
} Bench; // of one thread
typedef struct {
  int n, documents, start[MICRO], end[MICRO], token[MICRO], target[MICRO];
  unsigned char learn[MICRO];
  double loss;
  int learnt;
} Micro;

static void make_bench(Bench *b) {
  long n = MICRO;
  for (int l = 0; l <= L; l++) {
    Layer *a = &b->layer[l];
    a->x = numbers(n * D);
    if (l == L) break;
    float **wide[] = {&a->n1, &a->q, &a->k, &a->v, &a->y, &a->mid, &a->n2}, **middle[] = {&a->gate, &a->up, &a->h};
    for (int i = 0; i < 7; i++) *wide[i] = numbers(n * D);
    for (int i = 0; i < 3; i++) *middle[i] = numbers(n * F);
    a->r1 = numbers(n), a->r2 = numbers(n), a->lse = numbers(n * H);
  }
  float **wide[] = {&b->nf, &b->dx, &b->dt, &b->dq, &b->dk, &b->dv, &b->hs, &b->dhs}, **middle[] = {&b->dgate, &b->dup, &b->dh};
  for (int i = 0; i < 8; i++) *wide[i] = numbers(n * D);
  for (int i = 0; i < 3; i++) *middle[i] = numbers(n * F);
  b->rf = numbers(n), b->delta = numbers(n), b->s = numbers((long)BLOCK * n), b->ds = numbers((long)BLOCK * n);
  b->logits = numbers(n * V), b->G = numbers(total);
}

static void norm(const float *x, const float *gain, float *out, float *scale, int n) {
  for (int i = 0; i < n; i++, x += D, out += D) {
    float sum = 0;
    for (int j = 0; j < D; j++) sum += x[j] * x[j];
    float r = scale[i] = 1 / sqrtf(sum / D + EPSILON);
    for (int j = 0; j < D; j++) out[j] = x[j] * r * gain[j];
  }
}
static void norm_back(const float *x, const float *gain, const float *scale, const float *dy, float *dx, float *dgain, int n) {
  for (int i = 0; i < n; i++, x += D, dy += D, dx += D) {
    float r = scale[i], sum = 0;
    for (int j = 0; j < D; j++) dgain[j] += dy[j] * x[j] * r, sum += dy[j] * gain[j] * x[j];
    sum *= r * r * r / D;
    for (int j = 0; j < D; j++) dx[j] += dy[j] * gain[j] * r - x[j] * sum;
  }
}

static float *cosines, *sines;
static void turn(float *x, const Micro *m, float way) { // neighbouring numbers, as llama.cpp has it
  for (int e = 0; e < m->documents; e++)
    for (int i = m->start[e]; i < m->end[e]; i++) {
      const float *c = cosines + (long)(i - m->start[e]) * HD / 2, *s = sines + (long)(i - m->start[e]) * HD / 2;
      for (int h = 0; h < H; h++)
        for (int j = 0; j < HD / 2; j++) {
          float *p = x + (long)i * D + h * HD + 2 * j, a = p[0], b = p[1];
          p[0] = a * c[j] - way * b * s[j], p[1] = way * a * s[j] + b * c[j];
        }
    }
}

static void attend(Bench *b, Layer *a, const Micro *m) {
  float scale = 1 / sqrtf(HD);
  for (int e = 0; e < m->documents; e++)
    for (int h = 0; h < H; h++)
      for (int s = m->start[e], length = m->end[e] - s, from = 0; from < length; from += BLOCK) {
        int n = length - from < BLOCK ? length - from : BLOCK, c = from + n;
        long q = (long)(s + from) * D + h * HD, k = (long)s * D + h * HD;
        cblas_sgemm(ROWS, PLAIN, TURNED, n, c, HD, scale, a->q + q, D, a->k + k, D, 0, b->s, c);
        for (int i = 0; i < n; i++) {
          float *r = b->s + (long)i * c, most = -1e30f, sum = 0;
          int seen = from + i + 1;
          for (int j = 0; j < seen; j++) most = r[j] > most ? r[j] : most;
          for (int j = 0; j < seen; j++) sum += r[j] = expf(r[j] - most);
          float share = 1 / sum;
          for (int j = 0; j < seen; j++) r[j] *= share;
          memset(r + seen, 0, (c - seen) * sizeof(float));
          a->lse[(long)h * MICRO + s + from + i] = most + logf(sum);
        }
        mul_nn(n, HD, c, b->s, c, a->v + k, D, 0, a->y + q, D);
      }
}
static void attend_back(Bench *b, Layer *a, const Micro *m, const float *dy) {
  float scale = 1 / sqrtf(HD);
  memset(b->dq, 0, (long)m->n * D * 4), memset(b->dk, 0, (long)m->n * D * 4), memset(b->dv, 0, (long)m->n * D * 4);
  for (int h = 0; h < H; h++) {
    for (int i = 0; i < m->n; i++) {
      float sum = 0;
      for (int j = 0; j < HD; j++) sum += dy[(long)i * D + h * HD + j] * a->y[(long)i * D + h * HD + j];
      b->delta[i] = sum;
    }
    for (int e = 0; e < m->documents; e++)
      for (int s = m->start[e], length = m->end[e] - s, from = 0; from < length; from += BLOCK) {
        int n = length - from < BLOCK ? length - from : BLOCK, c = from + n;
        long q = (long)(s + from) * D + h * HD, k = (long)s * D + h * HD;
        cblas_sgemm(ROWS, PLAIN, TURNED, n, c, HD, scale, a->q + q, D, a->k + k, D, 0, b->s, c);
        for (int i = 0; i < n; i++) {
          float *r = b->s + (long)i * c, lse = a->lse[(long)h * MICRO + s + from + i];
          int seen = from + i + 1;
          for (int j = 0; j < seen; j++) r[j] = expf(r[j] - lse);
          memset(r + seen, 0, (c - seen) * sizeof(float));
        }
        mul_tn(c, HD, n, b->s, c, dy + q, D, 1, b->dv + k, D);
        mul_nt(n, c, HD, dy + q, D, a->v + k, D, 0, b->ds, c);
        for (int i = 0; i < n; i++) {
          float *r = b->s + (long)i * c, *d = b->ds + (long)i * c, delta = b->delta[s + from + i];
          for (int j = 0; j < c; j++) d[j] = r[j] * (d[j] - delta) * scale;
        }
        mul_nn(n, HD, c, b->ds, c, a->k + k, D, 1, b->dq + q, D);
        mul_tn(c, HD, n, b->ds, c, a->q + q, D, 1, b->dk + k, D);
      }
  }
}

static void forward(Bench *b, const Micro *m) {
  int n = m->n;
  for (int i = 0; i < n; i++) memcpy(b->layer[0].x + (long)i * D, W + (long)m->token[i] * D, D * 4);
  for (int l = 0; l < L; l++) {
    Layer *a = &b->layer[l];
    norm(a->x, in(W, ATTENTION_NORM, l), a->n1, a->r1, n);
    mul_nt(n, D, D, a->n1, D, in(W, QUERY, l), D, 0, a->q, D);
    mul_nt(n, D, D, a->n1, D, in(W, KEY, l), D, 0, a->k, D);
    mul_nt(n, D, D, a->n1, D, in(W, VALUE, l), D, 0, a->v, D);
    turn(a->q, m, 1), turn(a->k, m, 1);
    attend(b, a, m);
    memcpy(a->mid, a->x, (long)n * D * 4);
    mul_nt(n, D, D, a->y, D, in(W, ATTENTION_OUTPUT, l), D, 1, a->mid, D);
    norm(a->mid, in(W, MIDDLE_NORM, l), a->n2, a->r2, n);
    mul_nt(n, F, D, a->n2, D, in(W, GATE, l), D, 0, a->gate, F);
    mul_nt(n, F, D, a->n2, D, in(W, UP, l), D, 0, a->up, F);
    for (long i = 0; i < (long)n * F; i++) a->h[i] = a->gate[i] / (1 + expf(-a->gate[i])) * a->up[i];
    memcpy(b->layer[l + 1].x, a->mid, (long)n * D * 4);
    mul_nt(n, D, F, a->h, F, in(W, DOWN, l), F, 1, b->layer[l + 1].x, D);
  }
  norm(b->layer[L].x, in(W, OUTPUT_NORM, 0), b->nf, b->rf, n);
}

// The loss of what is to be learnt; with `back`, its gradient comes to lie in `dt`.
static void head(Bench *b, Micro *m, int back) {
  int count = 0, place[MICRO];
  for (int i = 0; i < m->n; i++)
    if (m->learn[i]) memcpy(b->hs + (long)count * D, b->nf + (long)i * D, D * 4), place[count++] = i;
  m->loss = 0, m->learnt = count;
  if (back) memset(b->dt, 0, (long)m->n * D * 4);
  if (count == 0) return;
  mul_nt(count, V, D, b->hs, D, W, D, 0, b->logits, V);
  for (int i = 0; i < count; i++) {
    float *r = b->logits + (long)i * V, most = -1e30f, sum = 0;
    int right = m->target[place[i]];
    for (int j = 0; j < V; j++) most = r[j] > most ? r[j] : most;
    float of_right = r[right];
    for (int j = 0; j < V; j++) sum += r[j] = expf(r[j] - most);
    m->loss += most + logf(sum) - of_right;
    float share = 1 / sum;
    for (int j = 0; j < V; j++) r[j] *= share;
    r[right] -= 1;
  }
  if (!back) return;
  mul_tn(V, D, count, b->logits, V, b->hs, D, 1, b->G, D);
  mul_nn(count, D, V, b->logits, V, W, D, 0, b->dhs, D);
  for (int i = 0; i < count; i++) memcpy(b->dt + (long)place[i] * D, b->dhs + (long)i * D, D * 4);
}

static void backward(Bench *b, const Micro *m) {
  int n = m->n;
  float *G = b->G;
  memset(b->dx, 0, (long)n * D * 4);
  norm_back(b->layer[L].x, in(W, OUTPUT_NORM, 0), b->rf, b->dt, b->dx, in(G, OUTPUT_NORM, 0), n);
  for (int l = L - 1; l >= 0; l--) {
    Layer *a = &b->layer[l];
    mul_tn(D, F, n, b->dx, D, a->h, F, 1, in(G, DOWN, l), F);
    mul_nn(n, F, D, b->dx, D, in(W, DOWN, l), F, 0, b->dh, F);
    for (long i = 0; i < (long)n * F; i++) {
      float g = a->gate[i], s = 1 / (1 + expf(-g)), dh = b->dh[i];
      b->dup[i] = dh * g * s, b->dgate[i] = dh * a->up[i] * (s + g * s * (1 - s));
    }
    mul_tn(F, D, n, b->dgate, F, a->n2, D, 1, in(G, GATE, l), D);
    mul_tn(F, D, n, b->dup, F, a->n2, D, 1, in(G, UP, l), D);
    mul_nn(n, D, F, b->dgate, F, in(W, GATE, l), D, 0, b->dt, D);
    mul_nn(n, D, F, b->dup, F, in(W, UP, l), D, 1, b->dt, D);
    norm_back(a->mid, in(W, MIDDLE_NORM, l), a->r2, b->dt, b->dx, in(G, MIDDLE_NORM, l), n);
    mul_tn(D, D, n, b->dx, D, a->y, D, 1, in(G, ATTENTION_OUTPUT, l), D);
    mul_nn(n, D, D, b->dx, D, in(W, ATTENTION_OUTPUT, l), D, 0, b->dt, D);
    attend_back(b, a, m, b->dt);
    turn(b->dq, m, -1), turn(b->dk, m, -1);
    const float *d[] = {b->dq, b->dk, b->dv};
    for (int i = 0; i < 3; i++) {
      mul_tn(D, D, n, d[i], D, a->n1, D, 1, in(G, QUERY + i, l), D);
      mul_nn(n, D, D, d[i], D, in(W, QUERY + i, l), D, i > 0, b->dt, D);
    }
    norm_back(a->x, in(W, ATTENTION_NORM, l), a->r1, b->dt, b->dx, in(G, ATTENTION_NORM, l), n);
  }
  for (int i = 0; i < n; i++)
    for (int j = 0; j < D; j++) G[(long)m->token[i] * D + j] += b->dx[(long)i * D + j];
}

// ---- data
typedef struct { char name[64]; int reads; } Shard;
static Shard shards[4096];
static int shard_count;
static char folder[400];
static uint16_t *tokens;
static uint8_t *learn;
static uint32_t *starts, *order;
static long token_count, document_count, position;

static void *whole(const char *name, const char *kind, long *bytes) {
  char path[600];
  snprintf(path, sizeof path, "%s/data/%s.%s", folder, name, kind);
  FILE *file = fopen(path, "rb");
  if (!file) perror(path), exit(1);
  fseek(file, 0, SEEK_END), *bytes = ftell(file), rewind(file);
  void *p = malloc(*bytes + 16);
  if (fread(p, 1, *bytes, file) != (size_t)*bytes) exit(1);
  fclose(file);
  return p;
}
static void open_shard(void) { // the one read least often; of those the newest
  char path[500];
  snprintf(path, sizeof path, "%s/data", folder);
  DIR *list = opendir(path);
  struct dirent *entry;
  int best = -1;
  while (list && (entry = readdir(list))) {
    char *end = strstr(entry->d_name, ".starts");
    if (!end || end[7] || strlen(entry->d_name) > 60) continue;
    *end = 0;
    int i = 0;
    while (i < shard_count && strcmp(shards[i].name, entry->d_name)) i++;
    if (i == shard_count && i < 4096) strcpy(shards[shard_count++].name, entry->d_name);
    if (best < 0 || shards[i].reads < shards[best].reads ||
        (shards[i].reads == shards[best].reads && strcmp(shards[i].name, shards[best].name) > 0))
      best = i;
  }
  if (list) closedir(list);
  if (best < 0) fprintf(stderr, "There is no shard in %s: write some first.\n", path), exit(1);
  long bytes;
  free(tokens), free(learn), free(starts), free(order);
  tokens = whole(shards[best].name, "tokens", &bytes), token_count = bytes / 2;
  learn = whole(shards[best].name, "learn", &bytes);
  starts = whole(shards[best].name, "starts", &bytes), document_count = bytes / 4;
  order = malloc(document_count * 4);
  for (long i = 0; i < document_count; i++) order[i] = i;
  for (long i = document_count - 1; i > 0; i--) {
    long j = uniform() * (i + 1);
    uint32_t t = order[i];
    order[i] = order[j], order[j] = t;
  }
  shards[best].reads++, position = 0;
}
static void fill(Micro *m) { // a document that is longer than a micro-batch is cut
  m->n = m->documents = 0;
  for (;;) {
    if (position >= document_count) open_shard();
    long i = order[position], from = starts[i], to = i + 1 < document_count ? starts[i + 1] : token_count;
    int length = to - from - 1 < MICRO ? to - from - 1 : MICRO;
    if (length > 0 && m->n + length > MICRO) return;
    position++;
    for (int j = 0; j < length; j++) {
      m->token[m->n + j] = tokens[from + j], m->target[m->n + j] = tokens[from + j + 1];
      m->learn[m->n + j] = learn[from + j + 1];
    }
    if (length < 1) continue;
    m->start[m->documents] = m->n, m->n += length, m->end[m->documents++] = m->n;
  }
}

// ---- optimiser
static void orthogonal(float *x, int rows, int columns, float *a, float *b, float *t) {
  double sum = 0;
  long size = (long)rows * columns;
  for (long i = 0; i < size; i++) sum += (double)x[i] * x[i];
  float scale = 1 / (sqrt(sum) + 1e-7);
  int tall = rows > columns, r = tall ? columns : rows, c = tall ? rows : columns;
  float *y = t + size;
  for (int i = 0; i < r; i++)
    for (int j = 0; j < c; j++) y[(long)i * c + j] = scale * (tall ? x[(long)j * columns + i] : x[(long)i * columns + j]);
  for (int step = 0; step < 5; step++) {
    mul_nt(r, r, c, y, c, y, c, 0, a, r);
    mul_nn(r, r, r, a, r, a, r, 0, b, r);
    for (long i = 0; i < (long)r * r; i++) b[i] = -4.7750f * a[i] + 2.0315f * b[i];
    for (int i = 0; i < r; i++) b[(long)i * r + i] += 3.4445f;
    mul_nn(r, c, r, b, r, y, c, 0, t, c);
    memcpy(y, t, size * 4);
  }
  for (int i = 0; i < r; i++)
    for (int j = 0; j < c; j++) x[tall ? (long)j * columns + i : (long)i * columns + j] = y[(long)i * c + j];
}
// Units of the middle share the step evenly: rows of gate and up, columns of down. Left as it comes, a unit that has little
// to do moves little, and decay takes the rest of it: 923 of 2,240 had withered to exactly nothing in 44,000 steps.
static void even_out(float *x, int rows, int columns, int turned) {
  int units = turned ? columns : rows, size = turned ? rows : columns;
  long unit = turned ? 1 : columns, next = turned ? columns : 1;
  double sum = 0;
  for (long i = 0; i < (long)rows * columns; i++) sum += (double)x[i] * x[i];
  float wanted = sqrt(sum / units);
  for (int i = 0; i < units; i++) {
    float *p = x + i * unit, own = 0;
    for (int j = 0; j < size; j++) own += p[j * next] * p[j * next];
    float share = wanted / (sqrtf(own) + 1e-7f);
    for (int j = 0; j < size; j++) p[j * next] *= share;
  }
}
static void optimise(float *G, float *M, float *S, double rate, long step, int threads) {
  double sum = 0;
  for (long i = 0; i < total; i++) sum += (double)G[i] * G[i];
  float clip = sqrt(sum) > 1 ? 1 / sqrt(sum) : 1, b1 = 1 - pow(0.9, step), b2 = 1 - pow(0.95, step), small = rate * 0.15;
  for (long i = 0; i < adam; i++) {
    float g = G[i] * clip;
    M[i] = 0.9f * M[i] + 0.1f * g, S[i] = 0.95f * S[i] + 0.05f * g * g;
    W[i] -= small * (M[i] / b1) / (sqrtf(S[i] / b2) + 1e-10f);
  }
  int wide = F > D ? F : D;
  long size = (long)wide * D;
#pragma omp parallel num_threads(threads)
  {
    float *u = numbers(size), *a = numbers((long)D * D), *b = numbers((long)D * D), *t = numbers(2 * size);
#pragma omp for schedule(dynamic, 1)
    for (int i = 0; i < (KINDS - FIRST_MATRIX) * L; i++) {
      int kind = FIRST_MATRIX + i / L, rows = kinds[kind].rows, columns = kinds[kind].columns;
      long at = in(W, kind, i % L) - W, count = (long)rows * columns;
      for (long j = 0; j < count; j++) M[at + j] = 0.95f * M[at + j] + G[at + j], u[j] = G[at + j] + 0.95f * M[at + j];
      orthogonal(u, rows, columns, a, b, t);
      if (kind >= GATE) even_out(u, rows, columns, kind == DOWN);
      float keep = 1 - rate * 0.05, move = rate * sqrt(fmax(1, (double)rows / columns));
      for (long j = 0; j < count; j++) W[at + j] = W[at + j] * keep - move * u[j];
    }
    free(u), free(a), free(b), free(t);
  }
}

// ---- checkpoints: one line of JSON, the weights, the momentum of all, and Adam's squares
#define HEADER "{\"vocabulary\":%d,\"width\":%d,\"layers\":%d,\"heads\":%d,\"middle\":%d,\"steps\":%ld,\"tokens\":%ld,\"seconds\":%lf}"
static long steps, tokens_read;
static double seconds;
static void save(const float *M, const float *S) {
  char half[600], path[600];
  snprintf(path, sizeof path, "%s/checkpoint.bin", folder), snprintf(half, sizeof half, "%s.part", path);
  FILE *file = fopen(half, "wb");
  if (!file) perror(half), exit(1);
  fprintf(file, HEADER "\n", V, D, L, H, F, steps, tokens_read, seconds);
  fwrite(W, 4, total, file), fwrite(M, 4, total, file), fwrite(S, 4, adam, file);
  if (fclose(file) || rename(half, path)) perror(path), exit(1);
}
static FILE *open_checkpoint(void) {
  char path[600], line[400];
  snprintf(path, sizeof path, "%s/checkpoint.bin", folder);
  FILE *file = fopen(path, "rb");
  if (file && (!fgets(line, sizeof line, file) ||
               sscanf(line, HEADER, &V, &D, &L, &H, &F, &steps, &tokens_read, &seconds) != 8))
    fprintf(stderr, "%s is no checkpoint.\n", path), exit(1);
  return file;
}

static void check(Bench *b, Micro *m) {
  fill(m), forward(b, m), head(b, m, 1), backward(b, m);
  for (int k = 0; k < KINDS; k++) {
    double worst = 0;
    for (int q = 0; q < 6; q++) {
      long size = (long)kinds[k].count * kinds[k].rows * kinds[k].columns, i = uniform() * size;
      if (k == EMBEDDING) i = (long)m->token[(int)(uniform() * m->n)] * D + i % D;
      float *p = W + kinds[k].at + i, old = *p, analytic = b->G[kinds[k].at + i];
      double up, down;
      *p = old + 2e-3f, forward(b, m), head(b, m, 0), up = m->loss;
      *p = old - 2e-3f, forward(b, m), head(b, m, 0), down = m->loss;
      *p = old;
      double numeric = (up - down) / 4e-3, error = fabs(numeric - analytic) / (fabs(numeric) + fabs(analytic) + 0.05);
      worst = error > worst ? error : worst;
    }
    printf("kind %2d: largest relative difference %.4f\n", k, worst);
  }
}

static volatile sig_atomic_t stopping;
static void stop(int signal) { (void)signal, stopping = 1; }

int main(int count, char **words) {
  if (count < 2) return fprintf(stderr, "usage: train WORK minutes=60 threads=2 (see the top of train.c)\n"), 2;
  snprintf(folder, sizeof folder, "%s", words[1]);
  double minutes = 60, decay = 0, rate = 0.02;
  int threads = 2, checking = 0, fresh = 0, batch = 4096;
  V = 2048, D = 192, L = 5, H = 6, F = 512;
  struct { const char *name; int *whole; double *real; } options[] = {
      {"minutes", 0, &minutes}, {"decay", 0, &decay}, {"rate", 0, &rate}, {"threads", &threads, 0}, {"batch", &batch, 0},
      {"vocabulary", &V, 0}, {"width", &D, 0}, {"layers", &L, 0}, {"heads", &H, 0}, {"middle", &F, 0},
      {"check", &checking, 0}, {"fresh", &fresh, 0}};
  for (int i = 2; i < count; i++) {
    char *value = strchr(words[i], '='), known = 0;
    if (value) *value++ = 0;
    for (unsigned o = 0; value && o < sizeof options / sizeof *options; o++)
      if (!strcmp(words[i], options[o].name)) {
        known = 1;
        if (options[o].whole) *options[o].whole = atoi(value);
        else *options[o].real = atof(value);
      }
    if (!known) return fprintf(stderr, "unknown option %s\n", words[i]), 2;
  }
  FILE *old = fresh || checking ? NULL : open_checkpoint();
  HD = D / H;
  lay_out();
  W = numbers(total);
  float *M = numbers(total), *S = numbers(adam);
  for (int k = 0; k < KINDS; k++)
    for (long i = 0, size = (long)kinds[k].count * kinds[k].rows * kinds[k].columns; i < size; i++) {
      float part = k == ATTENTION_OUTPUT || k == DOWN ? 0.5f : 1;
      W[kinds[k].at + i] = k == EMBEDDING ? 0.02f * normal() : k < FIRST_MATRIX ? 1 : part * normal() / sqrtf(kinds[k].columns);
    }
  if (old) {
    if (fread(W, 4, total, old) != (size_t)total || fread(M, 4, total, old) != (size_t)total ||
        fread(S, 4, adam, old) != (size_t)adam)
      return fprintf(stderr, "the checkpoint is cut short\n"), 1;
    fclose(old);
  }
  dice += 7919 * (steps + 1);
  openblas_set_num_threads(1), omp_set_num_threads(threads);
  cosines = numbers((long)MICRO * HD / 2), sines = numbers((long)MICRO * HD / 2);
  for (int t = 0; t < MICRO; t++)
    for (int j = 0; j < HD / 2; j++) {
      double angle = t * pow(ROPE_BASE, -2.0 * j / HD);
      cosines[t * HD / 2 + j] = cos(angle), sines[t * HD / 2 + j] = sin(angle);
    }
  int micros = batch / MICRO > 1 ? batch / MICRO : 1;
  Bench *benches = calloc(threads, sizeof *benches);
  Micro *batches = calloc(micros, sizeof *batches);
  for (int i = 0; i < threads; i++) make_bench(&benches[i]);
  printf("%.2f M parameters on %d threads, from step %ld\n", total / 1e6, threads, steps), fflush(stdout);
  if (checking) return check(benches, batches), 0;
  signal(SIGINT, stop), signal(SIGTERM, stop);

  double begin = now(), told = begin, saved = begin, before = seconds, loss = 0;
  long learnt = 0, counted = 0;
  while (!stopping) {
    double t = now(), share = (t - begin) / (minutes * 60);
    if (share >= 1) break;
    double factor = fmin(1, (steps + 1) / 40.0) * (share < 1 - decay ? 1 : fmax(0.02, (1 - share) / decay));
    for (int i = 0; i < micros; i++) fill(&batches[i]);
    for (int i = 0; i < threads; i++) memset(benches[i].G, 0, total * 4);
#pragma omp parallel for schedule(dynamic, 1)
    for (int i = 0; i < micros; i++) {
      Bench *b = &benches[omp_get_thread_num()];
      forward(b, &batches[i]), head(b, &batches[i], 1), backward(b, &batches[i]);
    }
    long of_step = 0, read = 0;
    for (int i = 0; i < micros; i++) loss += batches[i].loss, of_step += batches[i].learnt, read += batches[i].n;
    float *G = benches[0].G, scale = 1.0f / (of_step > 0 ? of_step : 1);
    for (int i = 1; i < threads; i++)
      for (long j = 0; j < total; j++) G[j] += benches[i].G[j];
    for (long j = 0; j < total; j++) G[j] *= scale;
    steps++, tokens_read += read, counted += read, learnt += of_step;
    optimise(G, M, S, rate * factor, steps, threads);
    t = now(), seconds = before + t - begin;
    if (t - told >= 10) {
      printf("step %ld  loss %.4f  %.0f tokens/s  %.2f M tokens  %.1f min left\n", steps, loss / learnt, counted / (t - told),
             tokens_read / 1e6, fmax(0, minutes - (t - begin) / 60));
      fflush(stdout), told = t, loss = 0, counted = learnt = 0;
    }
    if (t - saved >= 300) save(M, S), saved = t;
  }
  save(M, S);
  printf("saved %s/checkpoint.bin: step %ld, %.2f M tokens\n", folder, steps, tokens_read / 1e6);
  return 0;
}
