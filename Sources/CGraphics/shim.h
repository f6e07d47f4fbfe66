#include <gd.h>
#include <libheif/heif.h>
