#include "CSimdjson.h"
int canreach_json_placeholder(void){return 0;}
