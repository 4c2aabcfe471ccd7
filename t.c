#include <graphviz/gvc.h>
#include <stdio.h>
int main(){GVC_t*c=gvContext();Agraph_t*g=agmemread("digraph { a->b; subgraph cluster_x {b c}}");int r=gvLayout(c,g,"dot");printf("%d\n",r);
for(Agnode_t*n=agfstnode(g);n;n=agnxtnode(g,n))printf("%s %g %g\n",agnameof(n),ND_coord(n).x,ND_coord(n).y);
char*d;unsigned l;printf("%d\n",gvRenderData(c,g,"nosuch",&d,&l));return 0;}
