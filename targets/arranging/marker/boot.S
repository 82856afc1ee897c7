# The program on a marker image, for a guest that boots from it: it writes the marker of its own disk to the first serial
# port, then that of every other disk that the BIOS or a PCI virtio-blk device shows, then "done".
# The virtio part is there because a BIOS hides disks that it is not to boot from. 16-bit x86, loaded at 0x7c00.
#
# Its bytes are in program.ts:  as --32 boot.S -o boot.o && objcopy -O binary -j .text boot.o boot.bin
#
# 0x000 first sector: loads the next three; 0x100 the marker, ending in zero; 0x1fe 55 aa; 0x200 the rest of the program
.code16
.org 0
start:
 cli
 xorw %ax,%ax
 movw %ax,%ds
 movw %ax,%es
 movw %ax,%ss
 movw $0x7c00,%sp
 sti
 cld
 movw $0x0203,%ax
 movw $0x7e00,%bx
 movw $2,%cx
 movb $0,%dh
 int $0x13
 jmp main
.org 0x200
main:                            # say what was booted
 movw $(boot+0x7c00),%si
 call print
 movw $0x7d00,%si
 call line
 movb $0x81,%dl
bios:                            # disks 0x81 to 0x87, as the BIOS has them
 pushw %dx
 movw $0x0201,%ax
 movw $0x9000,%bx
 movw $1,%cx
 movb $0,%dh
 int $0x13
 jc 1f
 call show
1:
 popw %dx
 incb %dl
 cmpb $0x88,%dl
 jb bios
 movl $0x80000000,%ebx
pci:                             # buses 0 to 7: transitional virtio-blk devices (1af4:1001)
 movl %ebx,%eax
 call config
 cmpl $0x10011af4,%eax
 jne 2f
 leal 0x10(%ebx),%eax
 call config
 testb $1,%al
 jz 2f
 andw $0xfffc,%ax
 movw %ax,%bp
 call virtio
2:
 addl $0x100,%ebx
 cmpl $0x80080000,%ebx
 jb pci
 movw $(over+0x7c00),%si
 call print
halt:
 cli
 hlt
 jmp halt
config:                          # eax: an address of PCI's configuration; returns what is there
 movw $0xcf8,%dx
 outl %eax,%dx
 movw $0xcfc,%dx
 inl %dx,%eax
 ret
virtio:                          # bp: its I/O ports. Reads sector 0 to 0x9000 through queue 0 at 0x20000
 pushl %ebx
 movw $0x2000,%ax
 movw %ax,%es
 xorw %di,%di
 movw $0x4000,%cx
 xorl %eax,%eax
 rep stosl
 movb $0,%al
 leaw 0x12(%bp),%dx
 outb %al,%dx
 movb $1,%al
 outb %al,%dx
 movb $3,%al
 outb %al,%dx
 leaw 0x04(%bp),%dx
 xorl %eax,%eax
 outl %eax,%dx
 leaw 0x0e(%bp),%dx
 outw %ax,%dx
 leaw 0x0c(%bp),%dx
 inw %dx,%ax
 testw %ax,%ax
 jz gone
 movzwl %ax,%ecx
 leaw 0x08(%bp),%dx
 movl $0x20,%eax
 outl %eax,%dx
 leaw 0x12(%bp),%dx
 movb $7,%al
 outb %al,%dx
 movl $0x2c000,%es:0
 movl $16,%es:8
 movl $0x00010001,%es:12
 movl $0x9000,%es:16
 movl $512,%es:24
 movl $0x00020003,%es:28
 movl $0x2c010,%es:32
 movl $1,%es:40
 movw $2,%es:44
 movl %ecx,%edi
 shll $4,%edi
 movw $1,%es:2(%di)
 leal 6(%edi,%ecx,2),%ebx
 addl $0xfff,%ebx
 andw $0xf000,%bx
 movl $0,0x9100
 leaw 0x10(%bp),%dx
 xorw %ax,%ax
 outw %ax,%dx
 movl $0x4000000,%ecx
3:
 cmpw $0,%es:2(%bx)
 jne 4f
 decl %ecx
 jnz 3b
4:
 call show
gone:
 leaw 0x12(%bp),%dx
 movb $0,%al
 outb %al,%dx
 popl %ebx
 xorw %ax,%ax
 movw %ax,%es
 ret
show:                            # the marker of what was read to 0x9000, where it has one
 cmpl $0x61766f6e,0x9100
 jne 5f
 movw $(disk+0x7c00),%si
 call print
 movw $0x9100,%si
line:
 call print
 movw $(end+0x7c00),%si
print:                           # ds:si to the first serial port
 lodsb
 testb %al,%al
 jz 5f
 pushw %ax
 movw $0x3fd,%dx
6:
 inb %dx,%al
 testb $0x20,%al
 jz 6b
 popw %ax
 movw $0x3f8,%dx
 outb %al,%dx
 jmp print
5:
 ret
boot: .asciz "boot: "
disk: .asciz "disk: "
over: .ascii "done"
end: .asciz "\r\n"
