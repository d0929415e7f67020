/// The script of the page: shows what a bar was when it is pointed at, tapped, or reached with
/// the arrow keys. Without it nothing is missing but that.
enum PageScript {
  static let source = """
    (function(){
    var svg=document.getElementById('w'),box=document.getElementById('s');
    if(!svg)return;
    var data=JSON.parse(document.getElementById('d').textContent);
    var bars=Array.prototype.slice.call(document.getElementById('g').children),now=-1;
    function show(i){
    if(i<0||i>=bars.length||i===now)return;
    if(now>=0)bars[now].classList.remove('on');
    now=i;bars[i].classList.add('on');
    var d=data[i],name=document.createElement('b');
    name.textContent=d[0];
    box.textContent='';
    box.appendChild(name);
    box.appendChild(document.createTextNode(' · '+d[1]+' · '+d[2]));
    if(d[3]){box.appendChild(document.createElement('br'));
    box.appendChild(document.createTextNode('ran because: '+d[3]));}
    }
    function find(e){if(e.target.parentNode&&e.target.parentNode.id==='g')
    show(bars.indexOf(e.target));}
    svg.addEventListener('mouseover',find);
    svg.addEventListener('click',find);
    svg.addEventListener('keydown',function(e){
    var step=e.key==='ArrowRight'?1:e.key==='ArrowLeft'?-1:0;
    if(!step)return;
    e.preventDefault();show(Math.min(Math.max(now+step,0),bars.length-1));
    bars[now].scrollIntoView({block:'nearest',inline:'nearest'});
    });
    })();
    """
}
